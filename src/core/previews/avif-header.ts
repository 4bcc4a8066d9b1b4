import type { HeaderBytes } from './header-bytes'

/** A box; `content` and `end` are offsets in the file. Source: ISO/IEC 14496-12, 4.2. */
interface Box {
  readonly name: string
  readonly content: number
  readonly end: number
}

/** Maximum boxes in a header; real encoders write far fewer. */
const maxBoxes = 2_000

interface Size {
  readonly width: number
  readonly height: number
}

/** The largest item or track of an AVIF file: which one is shown is unknown before decoding. */
export function readAvifSize(bytes: HeaderBytes): Size | null {
  if (!bytes.hasText('ftyp', 4)) return null
  const start = bytes.uint32(0, 'big')
  if (start < 16 || start > 1_024) return null
  const brands = brandsOf(bytes, start)
  const isSequence = brands.includes('avis')
  if (!isSequence && !brands.includes('avif')) return null
  let still: Size | null = null
  for (const box of boxesIn(bytes, { at: start, end: Number.POSITIVE_INFINITY })) {
    if (box.name === 'meta') still = stillSize(bytes, box)
    if (box.name === 'meta' && !isSequence) return still
    // A sequence is played from its tracks, so their size counts even if a still picture comes first.
    if (box.name === 'moov') return largest([still, ...trackSizes(bytes, box)])
  }
  return still
}

function stillSize(bytes: HeaderBytes, meta: Box): Size | null {
  const properties = findNested(bytes, meta, ['iprp', 'ipco'])
  if (properties === null) return null
  const sizes: Size[] = []
  for (const box of boxesIn(bytes, { at: properties.content, end: properties.end })) {
    if (box.name !== 'ispe') continue
    sizes.push({ width: bytes.uint32(box.content + 4, 'big'), height: bytes.uint32(box.content + 8, 'big') })
  }
  return largest(sizes)
}

/** The size in each track header, and that of the coded pictures. Source: ISO/IEC 14496-12, 8.3.2 and 12.1.3. */
function* trackSizes(bytes: HeaderBytes, moov: Box): Generator<Size> {
  for (const box of boxesIn(bytes, { at: moov.content, end: moov.end })) {
    if (box.name !== 'trak') continue
    const header = findBox(bytes, 'tkhd', { at: box.content, end: box.end })
    // Fixed-point numbers at the end of the header.
    if (header !== null)
      yield { width: bytes.uint16(header.end - 8, 'big'), height: bytes.uint16(header.end - 4, 'big') }
    const samples = findDeep(bytes, box, ['mdia', 'minf', 'stbl', 'stsd'])
    if (samples !== null && samples.end >= samples.content + 44)
      yield {
        width: bytes.uint16(samples.content + 40, 'big'),
        height: bytes.uint16(samples.content + 42, 'big'),
      }
  }
}

function largest(sizes: readonly (Size | null)[]): Size | null {
  let [width, height] = [0, 0]
  for (const size of sizes) {
    width = Math.max(width, size?.width ?? 0)
    height = Math.max(height, size?.height ?? 0)
  }
  return { width, height }
}

/** The major and compatible brands of a file; `start` is the length of its first box. */
export function brandsOf(bytes: HeaderBytes, start: number): string[] {
  const brands = [bytes.readTag(8)]
  for (let at = 16; at + 4 <= start; at += 4) brands.push(bytes.readTag(at))
  return brands
}

/** Skips the version and flags that `meta` has before its boxes. */
function findNested(bytes: HeaderBytes, meta: Box, path: readonly string[]): Box | null {
  return findDeep(bytes, { ...meta, content: meta.content + 4 }, path)
}

function findDeep(bytes: HeaderBytes, start: Box, path: readonly string[]): Box | null {
  let box: Box | null = start
  for (const name of path) {
    if (box === null) return null
    box = findBox(bytes, name, { at: box.content, end: box.end })
  }
  return box
}

function findBox(bytes: HeaderBytes, name: string, range: { at: number; end: number }): Box | null {
  for (const box of boxesIn(bytes, range)) if (box.name === name) return box
  return null
}

function* boxesIn(bytes: HeaderBytes, { at, end }: { at: number; end: number }): Generator<Box> {
  for (let count = 0; at + 8 <= end && count < maxBoxes; count += 1) {
    const size = bytes.uint32(at, 'big')
    const name = bytes.readTag(at + 4)
    // 0 extends to the end of the file; 1 is followed by a length of eight bytes.
    const length = size === 1 ? bytes.uint32(at + 8, 'big') * 2 ** 32 + bytes.uint32(at + 12, 'big') : size
    const headerLength = size === 1 ? 16 : 8
    if (length !== 0 && length < headerLength) return
    const boxEnd = length === 0 ? end : Math.min(end, at + length)
    yield { name, content: at + headerLength, end: boxEnd }
    if (length === 0) return
    at = boxEnd
  }
}
