import type { SelectedAsset } from '../../shared/deletion'
import type { TransferProblem } from '../../shared/transfers'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { Clock, HttpResponse } from '../ports'
import { bounded, TooManyBytesError } from '../previews/bounded'
import type { KeptFiles } from '../previews/kept-files'
import { stopped } from '../wordbee/budget/waiting-line'
import { announcedLength } from '../wordbee/read-body'

export interface AssetBytesPorts {
  readonly kept: Pick<KeptFiles, 'find' | 'read'>
  readonly clock: Pick<Clock, 'elapsed'>
}

export interface BytesWish {
  readonly open: OpenConnection
  readonly asset: SelectedAsset
  readonly signal: AbortSignal
  /** Bytes that may come of a file whose size nobody told; by default 2 GiB. */
  readonly mostUntold?: number
  readonly onBytes: (received: number) => void
}

/** Why bytes of an asset are not the asset. Stays inside core. */
export class AssetBytesError extends Error {
  override readonly name = 'AssetBytesError'
  constructor(
    readonly problem: TransferProblem,
    /** Another try may end better by itself. */
    readonly mayPass: boolean,
  ) {
    super(problem)
  }
}

/** Bytes of a file whose size nobody told: a server that never ends must not fill the disk. */
const defaultMostUntold = 2 * 1_024 ** 3

/**
 * An asset as the listing showed it, as a stream: from what is kept, else by one call in the lane of transfers, which waits
 * for room by itself. Begins when it is read. Ends only after every byte of the listed size came, and not one more. Throws
 * `AssetBytesError` and `WordbeeError`, and nothing else.
 */
export async function* assetBytes(ports: AssetBytesPorts, wish: BytesWish): AsyncGenerator<Uint8Array> {
  const { open, asset, onBytes } = wish
  const known = await ports.kept.find({ account: accountKeyOf(open), file: asset }, 'file')
  if (known === null || (asset.size !== null && known.size !== asset.size)) {
    yield* download(ports, wish)
    return
  }
  let bytes = 0
  try {
    for await (const chunk of ports.kept.read(known.name)) {
      if (wish.signal.aborted) throw stopped()
      bytes += chunk.byteLength
      onBytes(bytes)
      yield chunk
    }
  } catch (error) {
    // Gone from what is kept, and forgotten by it: the next try asks the server.
    throw wish.signal.aborted ? error : new AssetBytesError('storage', true)
  }
  if (bytes !== known.size) throw new AssetBytesError('storage', true)
}

async function* download(ports: AssetBytesPorts, wish: BytesWish): AsyncGenerator<Uint8Array> {
  const { open, asset, signal } = wish
  if (signal.aborted) throw stopped()
  const connection = new AbortController()
  const end = (): void => connection.abort()
  signal.addEventListener('abort', end)
  try {
    // Without the size: what differs from it is told apart here from what was cut.
    const asked = { asset: { ...asset, size: null }, lane: 'transfers', signal: connection.signal } as const
    yield* exactly(ports, wish, await open.client.download(asked))
  } catch (error) {
    // An ended request is told as one that broke off, by some network stacks.
    throw isEnded(signal) ? stopped() : error
  } finally {
    // What is still on its way is not wanted: the connection must not wait for somebody to read it.
    end()
    signal.removeEventListener('abort', end)
  }
}

async function* exactly(
  { clock }: AssetBytesPorts,
  { asset, mostUntold = defaultMostUntold, onBytes }: BytesWish,
  response: HttpResponse,
): AsyncGenerator<Uint8Array> {
  const { size } = asset
  const announced = announcedLength(response)
  refuseOther(response, asset, announced)
  const most = size ?? mostUntold
  let bytes = 0
  try {
    for await (const chunk of bounded(response.body, { most, expected: announced ?? most, clock })) {
      bytes += chunk.byteLength
      onBytes(bytes)
      yield chunk
    }
  } catch (error) {
    if (!(error instanceof TooManyBytesError)) throw error
    // A cut makes shorter, never longer.
    throw new AssetBytesError(size === null ? 'answer-too-large' : 'changed-on-server', false)
  }
  if (size === null || bytes === size) return
  throw isKnownWhole(response, announced)
    ? new AssetBytesError('changed-on-server', false)
    : new AssetBytesError('answer-cut', true)
}

/** Before a byte is read: what is no file at all, and a file of another length than was listed. */
function refuseOther(response: HttpResponse, { size, name }: SelectedAsset, announced: number | null): void {
  const type = response.header('content-type') ?? ''
  const isPage = /^text\/html\b/i.test(type) && !/\.x?html?$/i.test(name) && announced !== size
  if (response.status !== 200 || isPage) throw new AssetBytesError('answer-unexpected', true)
  if (size !== null && announced !== null && announced !== size)
    throw new AssetBytesError('changed-on-server', false)
}

/** Its end was told, not only met: a body without a length ends with its connection, whenever that is. */
function isKnownWhole(response: HttpResponse, announced: number | null): boolean {
  return announced !== null || /\bchunked\b/i.test(response.header('transfer-encoding') ?? '')
}

function isEnded(signal: AbortSignal): boolean {
  return signal.aborted
}
