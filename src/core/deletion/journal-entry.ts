import { z } from 'zod'
import { connectionColors } from '../../shared/connection'
import { copyFailures, notDeletedReasons, stopReasons, type FileState } from '../../shared/deletion'
import { storedContext } from '../assets/stored-identity'

/** The lines of a run's journal. If their format changes, the log needs a new version (`journal.ts`). */

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

/** A file within the context of the run. */
const fileSchema = z.object({
  segmentId: z.number(),
  locale: z.string().nullable(),
  relativePath: z.string(),
  name: z.string(),
})

/** What is known of one file of the run. */
const settled = z.object({
  state: fileState,
  copyId: z.string().nullable(),
  /** The server's response to its DELETE, or null. */
  answer: z.string().nullable(),
})

const journalFile = fileSchema.extend({
  size: z.number().nullable(),
  modifiedDate: z.string().nullable(),
  outcome: fileState,
})

const journalHeader = z.object({
  jobId: z.string(),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  /** Identifies the server, independent of the connection's name. */
  serverKey: z.string(),
  connectionName: z.string(),
  connectionColor: z.enum(connectionColors),
  host: z.string(),
  accountId: z.string(),
  kind: z.enum(['server', 'demo', 'environment']),
  keepsCopies: z.boolean(),
  bytes: z.number(),
  context: storedContext,
  segmentIds: z.array(z.number()),
  files: z.array(journalFile),
})

export const journalEntry = z.discriminatedUnion('t', [
  z.object({ t: z.literal('begin'), head: journalHeader }),
  /** The other files of the touched segments before the first DELETE. Any that are missing later have vanished. */
  z.object({ t: z.literal('others'), files: z.array(fileSchema) }),
  /** A file that was not selected was copied, because the DELETE of another may remove it as well. */
  z.object({ t: z.literal('copy-at-risk'), file: fileSchema, copyId: z.string() }),
  /** Written before the DELETE of the n-th file is sent. */
  z.object({ t: z.literal('intent'), n: z.number().int(), copyId: z.string().nullable() }),
  /** Written after the response, or when the file was settled without a DELETE. */
  settled.extend({ t: z.literal('state'), n: z.number().int() }),
  z.object({ t: z.literal('resumed'), at: z.number() }),
  z.object({
    t: z.literal('end'),
    files: z.array(settled),
    vanished: z.array(fileSchema.extend({ copyId: z.string().nullable() })),
    stop: z.enum(stopReasons).nullable(),
  }),
])

export type JournalEntry = z.infer<typeof journalEntry>
export type JournalHeader = z.infer<typeof journalHeader>
export type JournalFile = z.infer<typeof fileSchema>
