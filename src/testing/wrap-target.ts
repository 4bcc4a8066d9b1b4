import type { LocalTargetPort } from '../core/transfers/local-target'

/** The same folders, with the bytes that arrive going through `wrap`, which is called once a response is open. */
export function wrapTarget(
  real: LocalTargetPort,
  wrap: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>,
): LocalTargetPort {
  return {
    listFolder: (...request) => real.listFolder(...request),
    freeBytes: (chosen) => real.freeBytes(chosen),
    discardPart: (file) => real.discardPart(file),
    receiveFile: (file, bytes) =>
      real.receiveFile(file, {
        ...bytes,
        open: async (kept) => {
          const { from, chunks } = await bytes.open(kept)
          return { from, chunks: wrap(chunks) }
        },
      }),
  }
}
