import { z } from 'zod'
import type { Lock } from '../../shared/protection'
import type { FilesPort } from '../ports'
import { createJsonDocument, type JsonDocument } from '../storage/json-document'

export interface StoredLocks {
  readonly v: 1
  readonly locks: readonly Lock[]
}

export const locksFileName = 'protections.json'

const facts = {
  // The window sends these ids to remove locks.
  id: z.string().regex(/^[\w-]{1,64}$/),
  serverKey: z.string(),
  accountId: z.string(),
  family: z.enum(['classic', 'flex']),
  segmentId: z.number().int(),
  lockedAt: z.number(),
}

/** Strict: a lock with properties that we do not know must not be read as one without them. */
const schema = z.strictObject({
  v: z.literal(1),
  locks: z.array(
    z.discriminatedUnion('reach', [
      z.strictObject({ ...facts, reach: z.literal('segment') }),
      z.strictObject({ ...facts, reach: z.literal('folder'), relativePath: z.string() }),
      z.strictObject({
        ...facts,
        reach: z.literal('file'),
        locale: z.string().nullable(),
        relativePath: z.string(),
        name: z.string(),
      }),
    ]),
  ),
})

export function createLocksDocument(files: FilesPort): JsonDocument<StoredLocks> {
  return createJsonDocument<StoredLocks>({
    files,
    fileName: locksFileName,
    schema,
    empty: { v: 1, locks: [] },
  })
}
