import type { CachedFile } from '../ports'
import type { KeptFiles } from './kept-files'
import { holdPixels } from './limits'
import { sniff } from './sniff'
import { readSvgHeader } from './svg-header'

/** Bytes of the start that nearly every header stands in; a JPEG may have megabytes of notes before its size. */
const firstBytes = 64 * 1_024
const mostHeader = 8 * 1_024 ** 2
/** Bytes of a vector picture that is drawn small unasked: all of it is looked through. */
const mostVector = 1_024 ** 2

/** What the sandboxed frame may draw of a kept file, by its bytes; null for what is no picture, or one that is too large. */
export async function readDrawable(
  kept: Pick<KeptFiles, 'read'>,
  file: CachedFile,
): Promise<{ readonly kind: 'image' | 'vector'; readonly type: string } | null> {
  const start = await readStart(kept, file, firstBytes)
  const first = sniff(start)
  const found = first.kind === 'cut' ? sniff(await readStart(kept, file, mostHeader)) : first
  if (found.kind === 'image')
    return holdPixels(found, false) === null ? { kind: 'image', type: found.type } : null
  if (found.kind !== 'text' || file.size > mostVector) return null
  const svg = readSvgHeader(new TextDecoder().decode(await readStart(kept, file, mostVector)))
  return svg === null || svg.isBomb ? null : { kind: 'vector', type: 'image/svg+xml' }
}

async function readStart(
  kept: Pick<KeptFiles, 'read'>,
  { name }: CachedFile,
  most: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of kept.read(name, { start: 0, end: most })) parts.push(part)
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
