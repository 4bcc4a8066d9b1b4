import { z } from 'zod'
import type { ActivityEntry, ActivityHead } from '../../shared/activity'
import type { HashPort } from '../ports'
import type { ActivityFact } from './recorder'

/** The head of an empty chain. */
export const emptyHead: ActivityHead = { seq: 0, hash: '0'.repeat(64) }

const word = z.string().regex(/^[a-z][a-z-]{0,63}$/)
const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** An entry as stored in the log. Action, result and reason may be any word, so that a newer version can add some. */
export const entrySchema: z.ZodType<ActivityEntry> = z.strictObject({
  seq: z.number().int().positive(),
  at: z.string(),
  act: word,
  result: word,
  reason: word.nullable(),
  answer: z.string(),
  asset: z.strictObject({
    context: z.discriminatedUnion('family', [
      z.strictObject({ family: z.literal('classic'), scope: z.string() }),
      z.strictObject({ family: z.literal('flex'), documentId: z.string() }),
    ]),
    segmentId: z.number(),
    locale: z.string().nullable(),
    relativePath: z.string(),
    name: z.string(),
  }),
  size: z.number().nullable(),
  sha256: hash.nullable(),
  account: z.string(),
  user: z.string(),
  host: z.string(),
  connection: z.string(),
  jobId: z.string().nullable(),
  previousHash: hash,
  hash,
})

/** A fact with its time and the user of this computer. */
export interface TimedFact {
  readonly fact: ActivityFact
  /** When the fact became known, in milliseconds since the epoch. */
  readonly at: number
  readonly user: string
}

const maxAnswerLength = 300

/** The next entry of a chain. Fields are copied one by one, so that nothing else of the caller's object reaches the log. */
export function createEntry(
  { fact, at, user }: TimedFact,
  previous: ActivityHead,
  hashes: HashPort,
): ActivityEntry {
  const { context, segmentId, locale, relativePath, name } = fact.asset
  const unhashed = {
    seq: previous.seq + 1,
    at: new Date(at).toISOString(),
    act: fact.act,
    result: fact.result,
    reason: fact.reason,
    answer: fact.answer.slice(0, maxAnswerLength),
    asset: { context: copyContext(context), segmentId, locale, relativePath, name },
    size: fact.size,
    sha256: fact.sha256,
    account: fact.accountId,
    user,
    host: fact.host,
    connection: fact.connectionName,
    jobId: fact.jobId,
    previousHash: previous.hash,
  }
  return { ...unhashed, hash: hashEntry(unhashed, hashes) }
}

function copyContext(context: ActivityFact['asset']['context']): ActivityFact['asset']['context'] {
  return context.family === 'classic'
    ? { family: 'classic', scope: context.scope }
    : { family: 'flex', documentId: context.documentId }
}

/** SHA-256 over the canonical JSON of an entry without its own hash: keys sorted at every depth, UTF-8. */
export function hashEntry(entry: Omit<ActivityEntry, 'hash'>, hashes: HashPort): string {
  return hashes.sha256(new TextEncoder().encode(canonicalJson(entry)))
}

/** The same text for equal values, whatever the order of their keys. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(',')}}`
}
