/**
 * The same bytes in pieces of that size or up to twice as large: small chunks are put together, since each way to Chromium's
 * network process costs about as much as copying 64 KiB, and large ones are cut, since a piece must be through a slow line
 * before a limit. The next piece is read while the last one is used.
 */
export async function* splitIntoChunks(
  chunks: AsyncIterable<Uint8Array>,
  pieceBytes: number,
): AsyncGenerator<Uint8Array> {
  const source = gathered(chunks, pieceBytes)
  let coming = source.next()
  try {
    for (let piece = await coming; piece.done !== true; piece = await coming) {
      coming = source.next()
      // Whoever leaves early asks for it no more.
      coming.catch(() => undefined)
      yield piece.value
    }
  } finally {
    await source.return(undefined)
  }
}

async function* gathered(
  chunks: AsyncIterable<Uint8Array>,
  pieceBytes: number,
): AsyncGenerator<Uint8Array, undefined> {
  let parts: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.byteLength; at += pieceBytes) {
      const part = chunk.subarray(at, at + pieceBytes)
      parts.push(part)
      bytes += part.byteLength
      if (bytes < pieceBytes) continue
      yield joined(parts, bytes)
      parts = []
      bytes = 0
    }
  }
  if (bytes > 0) yield joined(parts, bytes)
  return undefined
}

function joined(parts: readonly Uint8Array[], bytes: number): Uint8Array {
  const [first] = parts
  if (parts.length === 1 && first !== undefined) return first
  const whole = new Uint8Array(bytes)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}
