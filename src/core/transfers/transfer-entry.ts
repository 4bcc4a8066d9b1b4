import { z } from 'zod'
import type { AssetIdentity } from '../../shared/asset'
import { connectionColors } from '../../shared/connection'
import type { SelectedAsset } from '../../shared/deletion'
import { transferKinds, transferProblems } from '../../shared/transfers'
import { storedContext, storedIdentity } from '../assets/stored-identity'

/** The entries of `transfers.log`. If their format changes, the log needs a new version (`transfer-log.ts`). */

const selected = storedIdentity.extend({ size: z.number().nullable(), modifiedDate: z.string().nullable() })

const localFile = z.object({ path: z.string(), size: z.number(), modifiedMs: z.number() })

const source = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), file: localFile }),
  z.object({ kind: z.literal('asset'), asset: selected }),
])

/** The state of a file that survives a restart. Bytes in flight are not part of it: they are sent again. */
const outcome = z.discriminatedUnion('state', [
  z.object({ state: z.enum(['waiting', 'clearing']) }),
  z.object({ state: z.literal('skipped'), isAlreadyThere: z.literal(true).exactOptional() }),
  z.object({
    state: z.literal('done'),
    sha256: z.string(),
    as: z.string().nullable(),
    bytes: z.literal('same').exactOptional(),
    listedDate: z.string().exactOptional(),
    startedOver: z.boolean().exactOptional(),
  }),
  z.object({ state: z.literal('name-taken'), there: z.array(selected).readonly() }),
  z.object({
    state: z.literal('failed'),
    problem: z.enum(transferProblems),
    detail: z.string().exactOptional(),
    differsIn: z.literal('bytes').exactOptional(),
  }),
])

const row = z.object({
  identity: storedIdentity,
  size: z.number().nullable(),
  source,
  /** Path of a download below the folder of its batch. */
  localPath: z.string().exactOptional(),
  /** It takes the place of a deleted file. */
  replaces: z.literal(true).exactOptional(),
  intent: z.string().nullable(),
  outcome,
})

const target = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('segment'),
    segmentId: z.number().int().positive(),
    locale: z.string().nullable(),
    folder: z.string(),
  }),
  z.object({ kind: z.literal('folder'), name: z.string() }),
])

const header = z.object({
  kind: z.enum(transferKinds),
  /** Identifies the server independently of its name. */
  serverKey: z.string(),
  accountId: z.string(),
  host: z.string(),
  connectionName: z.string(),
  connectionColor: z.enum(connectionColors),
  target,
  context: storedContext.nullable(),
  folder: z.string().nullable(),
  /** Milliseconds since the epoch. */
  beganAt: z.number(),
})

const resolution = z.object({
  n: z.number().int().nonnegative(),
  state: z.enum(['waiting', 'clearing', 'skipped', 'not-replaced']),
  /** The new name to upload it under. */
  name: z.string().exactOptional(),
})

const batchId = z.string().regex(/^[\w-]{1,64}$/)
const indexes = z.array(z.number().int().nonnegative())

/** `n` is the index of a file in its batch, from 0. */
export const transferEntrySchema = z.discriminatedUnion('t', [
  /** Starts a batch of `files` files, which follow. A batch with missing files was never acknowledged. */
  z.object({ t: z.literal('begin'), batchId, head: header, files: z.number().int().nonnegative() }),
  z.object({ t: z.literal('files'), batchId, files: z.array(row) }),
  /** Logged before a step that a crash could leave half done. */
  z.object({ t: z.literal('intent'), batchId, n: z.number().int().nonnegative(), intent: z.string() }),
  /** How files ended. */
  z.object({ t: z.literal('state'), batchId, files: indexes, outcome }),
  /** Decisions about files that waited for one. */
  z.object({ t: z.literal('settled'), batchId, files: z.array(resolution) }),
  /** Failed files that wait again. */
  z.object({ t: z.literal('again'), batchId, files: indexes }),
  /** A new source for a file that had changed or vanished; it waits again. */
  z.object({ t: z.literal('source'), batchId, n: z.number().int().nonnegative(), file: localFile }),
  /** The user stopped the batch. */
  z.object({ t: z.literal('stopped'), batchId }),
  z.object({ t: z.literal('cleared'), batchId }),
])

/** One line of `transfers.log`. */
export type TransferEntry = z.infer<typeof transferEntrySchema>
export type BatchHeader = z.infer<typeof header>
export type FileRow = z.infer<typeof row>
/** A state that survives a restart. */
export type PersistedOutcome = z.infer<typeof outcome>
export type PersistedResolution = z.infer<typeof resolution>

/** Files in one entry: a large batch is split, so that no line gets huge. */
const maxRowsPerLine = 100
const maxIndexesPerLine = 2_000

/** The entries that create a batch. */
export function toBatchEntries(
  batchId: string,
  header: BatchHeader,
  rows: readonly FileRow[],
): TransferEntry[] {
  const files = toChunks(rows, maxRowsPerLine).map((chunk): TransferEntry => ({
    t: 'files',
    batchId,
    files: chunk,
  }))
  return [{ t: 'begin', batchId, head: header, files: rows.length }, ...files]
}

/** The entries for the same change of many files. */
export function toChangeEntries(
  batchId: string,
  files: readonly number[],
  change: { readonly t: 'again' } | { readonly t: 'state'; readonly outcome: PersistedOutcome },
): TransferEntry[] {
  return toChunks(files, maxIndexesPerLine).map((chunk) => ({ ...change, batchId, files: chunk }))
}

export function toResolutionEntries(batchId: string, files: readonly PersistedResolution[]): TransferEntry[] {
  return toChunks(files, maxRowsPerLine).map((chunk) => ({ t: 'settled', batchId, files: chunk }))
}

/** Picks the fields of an identity from a larger object. */
export function toIdentity({ context, segmentId, locale, relativePath, name }: AssetIdentity): AssetIdentity {
  return { context, segmentId, locale, relativePath, name }
}

export function toStoredAsset(asset: SelectedAsset): SelectedAsset {
  return { ...toIdentity(asset), size: asset.size, modifiedDate: asset.modifiedDate }
}

function toChunks<Item>(items: readonly Item[], length: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / length) }, (_, index) =>
    items.slice(index * length, (index + 1) * length),
  )
}
