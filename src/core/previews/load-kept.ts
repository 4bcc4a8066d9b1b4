import type { CachedFile } from '../ports'
import type { Lane } from '../wordbee/budget/lane'
import type { WordbeeClient } from '../wordbee/client'
import type { KeptFiles } from './kept-files'
import type { FileVersion } from './kept-name'

export interface KeptLoad {
  readonly client: Pick<WordbeeClient, 'download'>
  readonly kept: Pick<KeptFiles, 'keep'>
  readonly lane: Lane
  /** Bytes that are never exceeded, whatever the listing said. */
  readonly most: number
  readonly signal: AbortSignal
  /** Told after each piece, with the bytes so far. */
  readonly onBytes?: (received: number) => void
}

class TooLargeError extends Error {
  override readonly name = 'TooLargeError'
}

/**
 * Downloads a file into the cache: one call, and none where another one writes it already. Null where it is larger than
 * may be, or was deleted meanwhile; nothing of it is left then. Throws `WordbeeError`, and what the disk throws.
 */
export async function loadKept(load: KeptLoad, version: FileVersion): Promise<CachedFile | null> {
  if ((version.file.size ?? 0) > load.most) return null
  try {
    return await load.kept.keep(version, 'file', { chunks: download(load, version) })
  } catch (error) {
    if (error instanceof TooLargeError) return null
    throw error
  }
}

/** Begins when the first piece is asked for. */
async function* download(
  { client, lane, most, signal, onBytes }: KeptLoad,
  { file }: FileVersion,
): AsyncGenerator<Uint8Array> {
  const { body } = await client.download({ asset: file, lane, signal, waiting: signal })
  let received = 0
  for await (const chunk of body) {
    received += chunk.byteLength
    if (received > most) throw new TooLargeError()
    onBytes?.(received)
    yield chunk
  }
}
