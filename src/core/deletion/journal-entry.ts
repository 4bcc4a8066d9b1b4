import { z } from 'zod'
import { connectionColors } from '../../shared/connection'
import { copyFailures, notDeletedReasons, stopReasons, type FileState } from '../../shared/deletion'

/** The lines of a job's journal. A change of their shape is a new version of the log (`journal.ts`). */

const context = z.discriminatedUnion('family', [
  z.object({ family: z.literal('classic'), scope: z.string() }),
  z.object({ family: z.literal('flex'), documentId: z.string() }),
])

const fileState: z.ZodType<FileState> = z.discriminatedUnion('state', [
  z.object({ state: z.enum(['waiting', 'asking', 'asked', 'unknown']) }),
  z.object({ state: z.enum(['deleted-and-verified', 'already-gone', 'not-checked']) }),
  z.object({ state: z.literal('still-on-server'), replaced: z.boolean() }),
  z.object({
    state: z.literal('not-deleted'),
    reason: z.enum(notDeletedReasons),
    detail: z.string().exactOptional(),
    copyFailure: z.enum(copyFailures).exactOptional(),
  }),
])

const journalFile = z.object({
  segmentId: z.number(),
  locale: z.string().nullable(),
  relativePath: z.string(),
  name: z.string(),
  size: z.number().nullable(),
  modifiedDate: z.string().nullable(),
  outcome: fileState,
})

const journalHead = z.object({
  jobId: z.string(),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  /** Which server and account, whatever they are called. */
  serverKey: z.string(),
  connectionName: z.string(),
  connectionColor: z.enum(connectionColors),
  host: z.string(),
  accountId: z.string(),
  kind: z.enum(['server', 'demo', 'environment']),
  keepsCopies: z.boolean(),
  bytes: z.number(),
  context,
  segmentIds: z.array(z.number()),
  files: z.array(journalFile),
})

export const journalEntry = z.discriminatedUnion('t', [
  z.object({ t: z.literal('begin'), head: journalHead }),
  /** Before the DELETE of the n-th file leaves. */
  z.object({ t: z.literal('intent'), n: z.number().int() }),
  /** After its answer, or when it was settled without being asked for. */
  z.object({ t: z.literal('state'), n: z.number().int(), state: fileState, copyId: z.string().nullable() }),
  z.object({ t: z.literal('resumed'), at: z.number() }),
  z.object({
    t: z.literal('end'),
    states: z.array(fileState),
    vanished: z.array(z.string()),
    stop: z.enum(stopReasons).nullable(),
  }),
])

export type JournalEntry = z.infer<typeof journalEntry>
export type JournalHead = z.infer<typeof journalHead>
