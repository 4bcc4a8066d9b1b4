import { activityResults, resultTexts, type ActivityEntry, type ActivityFilter } from '../../shared/activity'
import { foldText } from '../../shared/order/fold-text'
import type { MessageKey } from '../../shared/messages/catalogue'

/** Account and host in one text, which is shown and filtered by. */
export function accountLabel({ account, host }: Pick<ActivityEntry, 'account' | 'host'>): string {
  return `${account} · ${host}`
}

/** Searches an append-only list of entries. The searchable text of each entry and the latest result are cached. */
export class ActivityIndex {
  private readonly texts: string[] = []
  private readonly accountNames = new Set<string>()
  private indexedCount = 0
  private latestSearch: {
    readonly key: string
    readonly count: number
    readonly found: readonly number[]
  } | null = null

  constructor(
    private readonly entries: readonly ActivityEntry[],
    private readonly text: (key: MessageKey) => string,
  ) {}

  listAccounts(): readonly string[] {
    for (; this.indexedCount < this.entries.length; this.indexedCount += 1) {
      const entry = this.entries[this.indexedCount]
      if (entry !== undefined) this.accountNames.add(accountLabel(entry))
    }
    return [...this.accountNames].sort()
  }

  /** Positions of all matching entries, oldest first. */
  findPositions(filter: ActivityFilter): readonly number[] {
    const labels = this.resultLabels()
    const key = JSON.stringify([filter.search, filter.act, filter.result, filter.account, ...labels.values()])
    const { latestSearch } = this
    if (latestSearch !== null && latestSearch.key === key && latestSearch.count === this.entries.length)
      return latestSearch.found
    const words = foldText(filter.search)
      .split(/\s+/)
      .filter((word) => word !== '')
    const found: number[] = []
    for (const [position, entry] of this.entries.entries()) {
      if (matchesFilter(entry, filter) && this.matchesWords(position, labels.get(entry.result) ?? '', words))
        found.push(position)
    }
    this.latestSearch = { key, count: this.entries.length, found }
    return found
  }

  /** `label`: the result as the screen shows it, since users search for what they see. */
  private matchesWords(position: number, label: string, words: readonly string[]): boolean {
    if (words.length === 0) return true
    const text = this.textOf(position)
    return words.every((word) => text.includes(word) || label.includes(word))
  }

  /** Not cached with the texts, because the locale may change. */
  private resultLabels(): ReadonlyMap<string, string> {
    return new Map(activityResults.map((result) => [result, foldText(this.text(resultTexts[result]))]))
  }

  private textOf(position: number): string {
    const cached = this.texts[position]
    if (cached !== undefined) return cached
    const entry = this.entries[position]
    const text = entry === undefined ? '' : searchText(entry)
    this.texts[position] = text
    return text
  }
}

function matchesFilter(entry: ActivityEntry, { act, result, account }: ActivityFilter): boolean {
  if (act !== null && entry.act !== act) return false
  if (result !== null && entry.result !== result) return false
  return account === null || accountLabel(entry) === account
}

function searchText(entry: ActivityEntry): string {
  const { asset } = entry
  const contextId = asset.context.family === 'classic' ? asset.context.scope : asset.context.documentId
  const texts = [
    asset.name,
    asset.relativePath,
    asset.locale ?? '',
    String(asset.segmentId),
    contextId,
    entry.account,
    entry.user,
    entry.host,
    entry.connection,
    entry.jobId ?? '',
    entry.answer,
    entry.reason ?? '',
    entry.at,
    entry.sha256 ?? '',
    entry.result,
  ]
  return foldText(texts.join('\n'))
}
