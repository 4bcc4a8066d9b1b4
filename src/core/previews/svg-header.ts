import { countExpandedElements } from './svg-uses'

export interface SvgHeader {
  /** Pixels: as stated, otherwise from the aspect ratio of the view box; null if both are missing. */
  readonly width: number | null
  readonly height: number | null
  /** Declares entities, or its `use` elements expand to more elements than a real drawing has. */
  readonly isBomb: boolean
}

/** Longer side, in pixels, of a picture that states only its aspect ratio. */
const defaultSide = 1_024
/** Maximum elements after all `use` elements are expanded. */
const maxExpandedElements = 100_000

/**
 * Everything before the first element of a markup file: a byte-order mark, white space, a declaration, comments and a
 * document type. The alternatives cannot overlap, so that matching takes linear time.
 */
const prologue =
  /^\ufeff?(?:\s+|<\?[^>]*\?>|<!--(?:(?!-->)[\s\S])*-->|<!DOCTYPE[^[>]*(?:\[(?:(?!\]\s*>)[\s\S])*\]\s*)?>)*/i

/** The text from its first element on. */
export function afterPrologue(text: string): string {
  return text.slice(prologue.exec(text)?.[0].length ?? 0)
}

/**
 * Reads the beginning of a text whose first element is `<svg>`; null for any other text. A document type without
 * declarations is accepted, because old drawing programs write one.
 */
export function readSvgHeader(text: string): SvgHeader | null {
  const tag = /^<(?:svg:)?svg(?=[\s/>])[^>]*>?/.exec(afterPrologue(text))?.[0]
  if (tag === undefined) return null
  return {
    ...sizeOf(tag),
    isBomb: declaresEntities(text) || countExpandedElements(text) > maxExpandedElements,
  }
}

/** Declarations precede the first element, so the beginning suffices; a second document type is an error anyway. */
function declaresEntities(text: string): boolean {
  const type = /<!DOCTYPE/i.exec(text)?.index ?? text.length
  const subset = text.indexOf('[', type)
  return /<!ENTITY/i.test(text) || (subset !== -1 && !text.slice(type, subset).includes('>'))
}

function sizeOf(tag: string): { readonly width: number | null; readonly height: number | null } {
  const width = lengthOf(attribute(tag, 'width'))
  const height = lengthOf(attribute(tag, 'height'))
  if (width !== null && height !== null) return { width, height }
  const [, , boxWidth = 0, boxHeight = 0] = (attribute(tag, 'viewBox') ?? '')
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

function attribute(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)
  return found?.[1] ?? found?.[2] ?? null
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
