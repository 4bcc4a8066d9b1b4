/**
 * Regroups bytes into chunks of at least `chunkBytes` and less than twice that; only the last may be smaller. Small chunks
 * are merged because each transfer to Chromium's network process costs about as much as copying 64 KiB. Large ones are split
 * because a chunk must pass a slow line before the timeout. Reads one chunk ahead.
 */
export async function* splitIntoChunks(
  chunks: AsyncIterable<Uint8Array>,
  chunkBytes: number,
): AsyncGenerator<Uint8Array> {
  const source = regroup(chunks, chunkBytes)
  let next = source.next()
  try {
    for (let chunk = await next; chunk.done !== true; chunk = await next) {
      next = source.next()
      // A reader that stops early never awaits it, so its rejection must not be unhandled.
      next.catch(() => undefined)
      yield chunk.value
    }
  } finally {
    await source.return(undefined)
  }
}

async function* regroup(
  chunks: AsyncIterable<Uint8Array>,
  chunkBytes: number,
): AsyncGenerator<Uint8Array, undefined> {
  let parts: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    for (let offset = 0; offset < chunk.byteLength; offset += chunkBytes) {
      const part = chunk.subarray(offset, offset + chunkBytes)
      parts.push(part)
      bytes += part.byteLength
      if (bytes < chunkBytes) continue
      yield joinParts(parts, bytes)
      parts = []
      bytes = 0
    }
  }
  if (bytes > 0) yield joinParts(parts, bytes)
  return undefined
}

function joinParts(parts: readonly Uint8Array[], bytes: number): Uint8Array {
  const [first] = parts
  if (parts.length === 1 && first !== undefined) return first
  const whole = new Uint8Array(bytes)
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.byteLength
  }
  return whole
}
