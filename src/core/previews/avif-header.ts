import type { HeaderBytes } from './header-bytes'

/** A box; `content` and `end` are offsets in the file. Source: ISO/IEC 14496-12, 4.2. */
interface Box {
  readonly name: string
  readonly content: number
  readonly end: number
}

/** Maximum boxes in a header; real encoders write far fewer. */
const maxBoxes = 2_000

/** The size of the largest item in an AVIF file: which one is shown is unknown before decoding. */
export function readAvifSize(bytes: HeaderBytes): { readonly width: number; readonly height: number } | null {
  if (!bytes.hasText('ftyp', 4)) return null
  const start = bytes.uint32(0, 'big')
  if (start < 16 || start > 1_024 || !brandsOf(bytes, start).some((brand) => /^avi[fs]$/.test(brand)))
    return null
  const meta = findBox(bytes, 'meta', { at: start, end: Number.POSITIVE_INFINITY })
  const properties = findNested(bytes, meta, ['iprp', 'ipco'])
  if (properties === null) return null
  let [width, height] = [0, 0]
  for (const box of boxesIn(bytes, { at: properties.content, end: properties.end })) {
    if (box.name !== 'ispe') continue
    width = Math.max(width, bytes.uint32(box.content + 4, 'big'))
    height = Math.max(height, bytes.uint32(box.content + 8, 'big'))
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
function findNested(bytes: HeaderBytes, meta: Box | null, path: readonly string[]): Box | null {
  let box = meta === null ? null : { ...meta, content: meta.content + 4 }
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
