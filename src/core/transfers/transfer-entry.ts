import { z } from 'zod'
import type { AssetIdentity } from '../../shared/asset'
import { connectionColors } from '../../shared/connection'
import type { SelectedAsset } from '../../shared/deletion'
import { transferKinds, transferProblems } from '../../shared/transfers'
import { storedContext, storedIdentity } from '../assets/stored-identity'

/** The lines of `transfers.log`. A change of their shape is a new version of the log (`transfer-log.ts`). */

const selected = storedIdentity.extend({ size: z.number().nullable(), modifiedDate: z.string().nullable() })

const localFile = z.object({ path: z.string(), size: z.number(), modifiedMs: z.number() })

const source = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), file: localFile }),
  z.object({ kind: z.literal('asset'), asset: selected }),
])

/** What a restart must know of a file. Bytes on their way are not among it: they are sent anew. */
const outcome = z.discriminatedUnion('state', [
  z.object({ state: z.enum(['waiting', 'clearing', 'skipped']) }),
  z.object({ state: z.literal('done'), sha256: z.string(), as: z.string().nullable() }),
  z.object({ state: z.literal('name-taken'), there: z.array(selected).readonly() }),
  z.object({
    state: z.literal('failed'),
    problem: z.enum(transferProblems),
    detail: z.string().exactOptional(),
  }),
])

const row = z.object({
  identity: storedIdentity,
  size: z.number().nullable(),
  source,
  /** Where a download goes below its folder. */
  localPath: z.string().exactOptional(),
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
  /** Which server and account, whatever they are called. */
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
  /** The name that it is sent under from now on. */
  name: z.string().exactOptional(),
})

const batchId = z.string().regex(/^[\w-]{1,64}$/)
const indexes = z.array(z.number().int().nonnegative())

/** `n` is the place of a file in its batch, from 0. */
export const transferEntrySchema = z.discriminatedUnion('t', [
  /** A batch of so many files; they follow. Without all of them it was never promised to anybody. */
  z.object({ t: z.literal('begin'), batchId, head: header, files: z.number().int().nonnegative() }),
  z.object({ t: z.literal('files'), batchId, files: z.array(row) }),
  /** Before something is done that could stay half done. */
  z.object({ t: z.literal('intent'), batchId, n: z.number().int().nonnegative(), intent: z.string() }),
  /** How files ended. */
  z.object({ t: z.literal('state'), batchId, files: indexes, outcome }),
  /** What became of files that waited for a decision. */
  z.object({ t: z.literal('settled'), batchId, files: z.array(resolution) }),
  /** Files that failed wait again. */
  z.object({ t: z.literal('again'), batchId, files: indexes }),
  /** A file that had changed or vanished was given anew: it waits again. */
  z.object({ t: z.literal('source'), batchId, n: z.number().int().nonnegative(), file: localFile }),
  /** Nothing more of it is begun. */
  z.object({ t: z.literal('stopped'), batchId }),
  z.object({ t: z.literal('cleared'), batchId }),
])

/** One line of `transfers.log`. */
export type TransferEntry = z.infer<typeof transferEntrySchema>
export type BatchHeader = z.infer<typeof header>
export type FileRow = z.infer<typeof row>
/** A state that a restart remembers. */
export type PersistedOutcome = z.infer<typeof outcome>
export type PersistedResolution = z.infer<typeof resolution>

/** Files of one line: a batch of many takes several, so that none is huge. */
const maxRowsPerLine = 100
const maxIndexesPerLine = 2_000

/** The lines that make a batch. */
export function toBatchEntries(
  batchId: string,
  header: BatchHeader,
  rows: readonly FileRow[],
): TransferEntry[] {
  const files = slices(rows, maxRowsPerLine).map((part): TransferEntry => ({
    t: 'files',
    batchId,
    files: part,
  }))
  return [{ t: 'begin', batchId, head: header, files: rows.length }, ...files]
}

/** The lines that make a change of many files. */
export function toChangeEntries(
  batchId: string,
  files: readonly number[],
  change: { readonly t: 'again' } | { readonly t: 'state'; readonly outcome: PersistedOutcome },
): TransferEntry[] {
  return slices(files, maxIndexesPerLine).map((part) => ({ ...change, batchId, files: part }))
}

export function toResolutionEntries(batchId: string, files: readonly PersistedResolution[]): TransferEntry[] {
  return slices(files, maxRowsPerLine).map((part) => ({ t: 'settled', batchId, files: part }))
}

/** The fields of an identity alone, whatever else the object carries. */
export function toIdentity({ context, segmentId, locale, relativePath, name }: AssetIdentity): AssetIdentity {
  return { context, segmentId, locale, relativePath, name }
}

export function toSelectedAsset(asset: SelectedAsset): SelectedAsset {
  return { ...toIdentity(asset), size: asset.size, modifiedDate: asset.modifiedDate }
}

function slices<Item>(items: readonly Item[], length: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / length) }, (_, part) =>
    items.slice(part * length, (part + 1) * length),
  )
}
