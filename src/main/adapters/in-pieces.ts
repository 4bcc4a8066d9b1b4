/**
 * The same bytes in pieces of about that size: small ones are put together, large ones are let through as they are. Each way
 * to Chromium's network process costs about as much as copying 64 KiB. The next piece is read while the last one is used.
 */
export async function* inPieces(
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
    if (chunk.byteLength === 0) continue
    parts.push(chunk)
    bytes += chunk.byteLength
    if (bytes < pieceBytes) continue
    yield joined(parts, bytes)
    parts = []
    bytes = 0
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
