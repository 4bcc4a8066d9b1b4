import { activityResults, resultTexts, type ActivityEntry, type ActivityFilter } from '../../shared/activity'
import type { MessageKey } from '../../shared/messages/catalogue'

/** Account and host as one text, as it is shown and filtered by. */
export function accountOf({ account, host }: Pick<ActivityEntry, 'account' | 'host'>): string {
  return `${account} · ${host}`
}

/** Finds entries of a list that only grows. What a search read of an entry, and the latest answer, are kept. */
export class ActivityIndex {
  private readonly texts: string[] = []
  private readonly accountNames = new Set<string>()
  private seen = 0
  private latest: { readonly key: string; readonly count: number; readonly found: readonly number[] } | null =
    null

  constructor(
    private readonly entries: readonly ActivityEntry[],
    private readonly text: (key: MessageKey) => string,
  ) {}

  accounts(): readonly string[] {
    for (; this.seen < this.entries.length; this.seen += 1) {
      const entry = this.entries[this.seen]
      if (entry !== undefined) this.accountNames.add(accountOf(entry))
    }
    return [...this.accountNames].sort()
  }

  /** Positions of all that match, oldest first. */
  find(filter: ActivityFilter): readonly number[] {
    const labels = this.resultLabels()
    const key = JSON.stringify([filter.search, filter.act, filter.result, filter.account, ...labels.values()])
    const { latest } = this
    if (latest !== null && latest.key === key && latest.count === this.entries.length) return latest.found
    const words = filter.search
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '')
    const found: number[] = []
    for (const [position, entry] of this.entries.entries()) {
      if (fits(entry, filter) && this.holds(position, labels.get(entry.result) ?? '', words))
        found.push(position)
    }
    this.latest = { key, count: this.entries.length, found }
    return found
  }

  /** `label`: what the screen calls the result. Who reads it there looks for it by that. */
  private holds(position: number, label: string, words: readonly string[]): boolean {
    if (words.length === 0) return true
    const text = this.textOf(position)
    return words.every((word) => text.includes(word) || label.includes(word))
  }

  /** Not kept with the texts: the language may change. */
  private resultLabels(): ReadonlyMap<string, string> {
    return new Map(activityResults.map((result) => [result, this.text(resultTexts[result]).toLowerCase()]))
  }

  private textOf(position: number): string {
    const kept = this.texts[position]
    if (kept !== undefined) return kept
    const entry = this.entries[position]
    const text = entry === undefined ? '' : searchText(entry)
    this.texts[position] = text
    return text
  }
}

function fits(entry: ActivityEntry, { act, result, account }: ActivityFilter): boolean {
  if (act !== null && entry.act !== act) return false
  if (result !== null && entry.result !== result) return false
  return account === null || accountOf(entry) === account
}

function searchText(entry: ActivityEntry): string {
  const { asset } = entry
  const place = asset.context.family === 'classic' ? asset.context.scope : asset.context.documentId
  return [
    ...[asset.name, asset.relativePath, asset.locale ?? '', String(asset.segmentId), place],
    ...[entry.account, entry.user, entry.host, entry.connection, entry.jobId ?? ''],
    ...[entry.answer, entry.reason ?? '', entry.at, entry.sha256 ?? '', entry.result],
  ]
    .join('\n')
    .toLowerCase()
}
