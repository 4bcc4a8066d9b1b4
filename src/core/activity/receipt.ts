import type { ActivityEntry, ActivityHead, ActivityReceipt } from '../../shared/activity'
import type { MessageKey } from '../../shared/messages/catalogue'
import { escapeInvisibleCharacters } from './escape-invisible-characters'

type Texts = (key: MessageKey) => string

interface ReceiptFacts {
  readonly jobId: string
  readonly entries: readonly ActivityEntry[]
  /** The current end of the whole chain, which covers every entry of the run. */
  readonly head: ActivityHead
  /** ISO 8601, UTC. */
  readonly madeAt: string
}

/** The entries of one run, to be kept elsewhere: with them, later changes of the log can be detected. */
export function createReceipt(facts: ReceiptFacts, text: Texts): ActivityReceipt {
  const { jobId, entries, head, madeAt } = facts
  const json = { kind: 'refshelf-receipt', v: 1, jobId, madeAt, counts: countResults(entries), entries, head }
  return { text: toText(facts, text), json: `${JSON.stringify(json, null, 2)}\n` }
}

function toText({ jobId, entries, head, madeAt }: ReceiptFacts, text: Texts): string {
  const [first] = entries
  const line = (label: string, value: string): string => `${label}: ${escapeInvisibleCharacters(value)}`
  return [
    text('receipt.title'),
    '',
    line(text('receipt.job'), jobId),
    line(text('receipt.made'), madeAt),
    ...(first === undefined
      ? []
      : [
          line(text('field.server'), `${first.host} (${first.connection})`),
          line(text('field.account'), first.account),
          line(text('field.user'), first.user),
        ]),
    ...Object.entries(countResults(entries)).map(([result, count]) => line(`  ${result}`, String(count))),
    '',
    ...entries.flatMap((entry) => entryLines(entry, text)),
    line(text('receipt.head'), `${head.seq} ${head.hash}`),
    text('receipt.head.meaning'),
    '',
  ].join('\n')
}

function entryLines(entry: ActivityEntry, text: Texts): string[] {
  const { asset, reason, answer } = entry
  const contextLabel =
    asset.context.family === 'classic' ? asset.context.scope : `flex ${asset.context.documentId}`
  const facts = [contextLabel, String(asset.segmentId), asset.locale ?? 'all', asset.relativePath || '-']
  const size = entry.size === null ? '?' : String(entry.size)
  return [
    `${entry.seq}. ${entry.at} ${entry.act}: ${entry.result}${reason === null ? '' : ` (${reason})`}`,
    `   ${escapeInvisibleCharacters(asset.name)}`,
    `   ${facts.map(escapeInvisibleCharacters).join(' / ')}, ${size} B`,
    ...(answer === '' ? [] : [`   ${text('field.answer')}: ${escapeInvisibleCharacters(answer)}`]),
    ...(entry.sha256 === null ? [] : [`   SHA-256 ${entry.sha256}`]),
    `   ${entry.hash}`,
    '',
  ]
}

function countResults(entries: readonly ActivityEntry[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { result } of entries) counts[result] = (counts[result] ?? 0) + 1
  return counts
}
