import type { PreviewGuard } from '../../shared/preview'

const mebibyte = 1_024 ** 2

/** What the ending of a name promises: good for choosing how many bytes to load, never for how they are shown. */
export type ExpectedKind = 'image' | 'media' | 'pdf' | 'text' | 'other'

export interface LoadLimits {
  /** Bytes that are loaded without having been asked for. */
  readonly automatic: number
  /** Bytes that are never exceeded, asked for or not: a server that lies must not fill the disk. */
  readonly max: number
}

/**
 * Of an asset before it is loaded, and of one that turned out to be of this kind. 60 MB of PDF by docs/threat-model.md#pdf;
 * a picture of 64 MB is a few times the largest photograph; a film streams, so only the disk bounds it.
 */
export const byteLimits: Readonly<Record<ExpectedKind, LoadLimits>> = {
  image: { automatic: 20 * mebibyte, max: 64 * mebibyte },
  media: { automatic: 50 * mebibyte, max: 2_048 * mebibyte },
  pdf: { automatic: 20 * mebibyte, max: 60 * mebibyte },
  text: { automatic: 20 * mebibyte, max: 64 * mebibyte },
  other: { automatic: 20 * mebibyte, max: 64 * mebibyte },
}

const extensions: Readonly<Record<Exclude<ExpectedKind, 'other'>, RegExp>> = {
  image: /\.(png|apng|jpe?g|jfif|gif|webp|avif|svg)$/i,
  media: /\.(mp4|m4v|m4a|webm|mp3|wav)$/i,
  pdf: /\.pdf$/i,
  text: /\.(txt|md|log|json|jsonl|html?|xml|xliff?|xlf|tmx|csv|tsv|srt|vtt|ya?ml|ini|properties|po|strings)$/i,
}

export function expectedKind(name: string): ExpectedKind {
  const kinds = ['image', 'media', 'pdf', 'text'] as const
  return kinds.find((kind) => extensions[kind].test(name)) ?? 'other'
}

/** Whether a file says by its name to be of no kind that is shown: its bytes are not worth a call unasked. */
export function isUnsupportedByName(name: string): boolean {
  return /[^.]\.[^.]+$/.test(name) && expectedKind(name) === 'other'
}

export interface Withheld {
  readonly guard: PreviewGuard
  readonly canLoad: boolean
}

/** Whether so many bytes are held back, and whether asking again would help. */
export function withholdBySize(bytes: number, limits: LoadLimits, anyway: boolean): Withheld | null {
  if (bytes > limits.max) return { guard: 'large', canLoad: false }
  return bytes > limits.automatic && !anyway ? { guard: 'large', canLoad: true } : null
}

/** Of one picture. Source: docs/threat-model.md#image-bombs. */
const maxAutomaticPixels = 50_000_000
const maxAutomaticSide = 16_384
/**
 * Never decoded above: a page took 573 MB for 64 megapixels (measured, docs/threat-model.md#image-bombs), so 72 keep it below the 700 MB
 * that a bomb may cost (row 37). No side is longer than Chromium decodes.
 */
const maxPixels = 72_000_000
const maxSide = 65_535

export function withholdByPixels(size: { width: number; height: number }, anyway: boolean): Withheld | null {
  const pixels = size.width * size.height
  const side = Math.max(size.width, size.height)
  if (pixels > maxPixels || side > maxSide) return { guard: 'bomb', canLoad: false }
  return (pixels > maxAutomaticPixels || side > maxAutomaticSide) && !anyway
    ? { guard: 'pixels', canLoad: true }
    : null
}

const maxAutomaticFrames = 500
/** A film of several minutes: more are not counted, and not played. */
export const maxFrames = 10_000

export function withholdByFrames(frames: number, anyway: boolean): Withheld | null {
  if (frames > maxFrames) return { guard: 'bomb', canLoad: false }
  return frames > maxAutomaticFrames && !anyway ? { guard: 'frames', canLoad: true } : null
}
