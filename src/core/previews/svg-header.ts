import { expandEntities } from '../../shared/markup/entities'
import { afterPrologue } from '../../shared/markup/prologue'
import { countExpandedElements } from './svg-uses'

export interface SvgHeader {
  /** Pixels: as stated, otherwise from the aspect ratio of the view box; null if both are missing. */
  readonly width: number | null
  readonly height: number | null
  /** Its entities would grow without bounds, or its `use` elements expand to more elements than a real drawing has. */
  readonly isBomb: boolean
}

/** Longer side, in pixels, of a picture that states only its aspect ratio. */
const defaultSide = 1_024
/** Maximum elements after all `use` elements are expanded. */
const maxExpandedElements = 100_000
/** Maximum characters of the first tag; embedded styles and namespaces take a few thousand. */
const maxTagLength = 100_000

const svgStart = /^<(?:[\p{L}_][\p{L}\d_.-]{0,99}:)?svg(?=[\s/>])/u

/** Reads the beginning of a text whose first element is `<svg>`; null for any other text. */
export function readSvgHeader(text: string): SvgHeader | null {
  const elements = afterPrologue(text)
  if (!svgStart.test(elements)) return null
  const drawn = expandEntities(text)
  return {
    ...sizeOf(firstAttributes(drawn ?? elements)),
    isBomb: drawn === null || countExpandedElements(drawn) > maxExpandedElements,
  }
}

const firstTag = /^<(?:[^"'<>]|"[^"]*"|'[^']*')*/
const attribute = /\s([^\s"'<>=/]{1,100})\s{0,100}=\s{0,100}(?:"([^"]*)"|'([^']*)')/g

/** Also of a tag that is malformed further on. */
function firstAttributes(elements: string): ReadonlyMap<string, string> {
  const tag = firstTag.exec(elements.slice(0, maxTagLength))?.[0] ?? ''
  const attributes = new Map<string, string>()
  for (const [, name = '', double, single] of tag.matchAll(attribute))
    if (!attributes.has(name)) attributes.set(name, double ?? single ?? '')
  return attributes
}

function sizeOf(attributes: ReadonlyMap<string, string>): {
  readonly width: number | null
  readonly height: number | null
} {
  const width = lengthOf(attributes.get('width') ?? null)
  const height = lengthOf(attributes.get('height') ?? null)
  if (width !== null && height !== null) return { width, height }
  const [, , boxWidth = 0, boxHeight = 0] = (attributes.get('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  const ratio = boxWidth / boxHeight
  if (!(ratio > 0 && ratio < Number.POSITIVE_INFINITY)) return { width: null, height: null }
  if (width !== null) return { width, height: toPixels(width / ratio) }
  if (height !== null) return { width: toPixels(height * ratio), height }
  return {
    width: toPixels(defaultSide * Math.min(1, ratio)),
    height: toPixels(defaultSide / Math.max(1, ratio)),
  }
}

function toPixels(length: number): number {
  return Math.max(1, Math.round(length))
}

/** CSS pixels per absolute unit. */
const units: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  pt: 96 / 72,
  pc: 16,
}

function lengthOf(text: string | null): number | null {
  const found = /^\s*((?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)([a-z]*)\s*$/.exec(text ?? '')
  const unit = units[found?.[2] ?? 'none']
  const length = found === null || unit === undefined ? 0 : Number(found[1]) * unit
  return length > 0 ? toPixels(length) : null
}
