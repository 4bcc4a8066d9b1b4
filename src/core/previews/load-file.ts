import type { SelectedAsset } from '../../shared/deletion'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { CachedFile, Clock } from '../ports'
import { stopped } from '../wordbee/budget/waiting-line'
import { WordbeeError } from '../wordbee/wordbee-error'
import { bounded, TooManyBytesError } from './bounded'
import type { KeptFiles } from './kept-files'

export interface LoadWish {
  readonly open: OpenConnection
  readonly asset: SelectedAsset
  /** Bytes that may come; more fail with `TooManyBytesError`. */
  readonly most: number
  readonly use: 'preview' | 'thumbnail'
  readonly signal: AbortSignal
  readonly onBytes?: (received: number) => void
}

export interface LoadPorts {
  readonly kept: Pick<KeptFiles, 'find' | 'keep'>
  readonly clock: Pick<Clock, 'elapsed'>
}

/** Times that a file is waited for which somebody else loads and gives up. */
const othersWaitedFor = 3

/**
 * One call: the file as the listing showed it, into the files that are kept. Null where it went or changed meanwhile.
 * Throws `TooManyBytesError`, what the disk throws, and `WordbeeError`: `throttled` at once where there is no room.
 */
export async function loadFile(ports: LoadPorts, wish: LoadWish): Promise<CachedFile | null> {
  const { asset, open, signal } = wish
  const version = { account: accountKeyOf(open), file: asset }
  const accept = (bytes: number): boolean => asset.size === null || bytes === asset.size
  for (let others = 0; ; others += 1) {
    const begun = { isOurs: false }
    try {
      return await ports.kept.keep(version, 'file', { chunks: download(ports, wish, begun), accept })
    } catch (error) {
      // Somebody else was loading the same file and was ended, or wanted less of it: it is ours to load then.
      if (begun.isOurs || signal.aborted || others === othersWaitedFor) throw error
    }
  }
}

/** The same; null also where it is too large. */
export async function loadIfSmall(ports: LoadPorts, wish: LoadWish): Promise<CachedFile | null> {
  if ((wish.asset.size ?? 0) > wish.most) return null
  try {
    return await loadFile(ports, wish)
  } catch (error) {
    if (error instanceof TooManyBytesError) return null
    throw error
  }
}

/** Begins when it is read: where somebody else loads the same file already, no call is made. */
async function* download(
  { clock }: LoadPorts,
  { open, asset, most, use, signal, onBytes }: LoadWish,
  begun: { isOurs: boolean },
): AsyncGenerator<Uint8Array> {
  begun.isOurs = true
  refuseEnded(signal)
  const connection = new AbortController()
  const end = (): void => connection.abort()
  signal.addEventListener('abort', end)
  const lane = use === 'preview' ? 'previews' : 'thumbnails'
  try {
    const asked = { asset, lane, purpose: use, atOnce: true, signal: connection.signal } as const
    const { body } = await open.client.download(asked)
    yield* bounded(body, {
      most,
      expected: asset.size ?? most,
      clock,
      ...(onBytes === undefined ? {} : { onBytes }),
    })
  } catch (error) {
    // An ended request is told as one that broke off, by some network stacks.
    throw signal.aborted && error instanceof WordbeeError ? ended(error) : error
  } finally {
    // What is still on its way is not wanted: the connection must not wait for somebody to read it.
    end()
    signal.removeEventListener('abort', end)
  }
}

/** Ended before it began: no call is made. */
function refuseEnded(signal: AbortSignal): void {
  if (signal.aborted) throw stopped()
}

function ended({ facts }: WordbeeError): WordbeeError {
  return new WordbeeError({ kind: 'stopped', retry: 'no' }, facts)
}
