import type { PreviewGuard } from '../../shared/preview'

const mebibyte = 1_024 ** 2

/** What the ending of a name promises: good for choosing how many bytes to load, never for how they are shown. */
export type PromisedKind = 'image' | 'media' | 'pdf' | 'text' | 'other'

export interface ByteLimits {
  /** Bytes that are loaded without having been asked for. */
  readonly unasked: number
  /** Bytes that are never exceeded, asked for or not: a server that lies must not fill the disk. */
  readonly most: number
}

/**
 * Of an asset before it is loaded, and of one that turned out to be of this kind. 60 MB of PDF by docs/threat-model.md#pdf;
 * a picture of 64 MB is a few times the largest photograph; a film streams, so only the disk bounds it.
 */
export const byteLimits: Readonly<Record<PromisedKind, ByteLimits>> = {
  image: { unasked: 20 * mebibyte, most: 64 * mebibyte },
  media: { unasked: 50 * mebibyte, most: 2_048 * mebibyte },
  pdf: { unasked: 20 * mebibyte, most: 60 * mebibyte },
  text: { unasked: 20 * mebibyte, most: 64 * mebibyte },
  other: { unasked: 20 * mebibyte, most: 64 * mebibyte },
}

const endings: Readonly<Record<Exclude<PromisedKind, 'other'>, RegExp>> = {
  image: /\.(png|apng|jpe?g|jfif|gif|webp|avif|svg)$/i,
  media: /\.(mp4|m4v|m4a|webm|mp3|wav)$/i,
  pdf: /\.pdf$/i,
  text: /\.(txt|md|log|json|jsonl|html?|xml|xliff?|xlf|tmx|csv|tsv|srt|vtt|ya?ml|ini|properties|po|strings)$/i,
}

export function promisedKind(name: string): PromisedKind {
  const kinds = ['image', 'media', 'pdf', 'text'] as const
  return kinds.find((kind) => endings[kind].test(name)) ?? 'other'
}

/** Whether a file says by its name to be of no kind that is shown: its bytes are not worth a call unasked. */
export function promisesNothing(name: string): boolean {
  return /[^.]\.[^.]+$/.test(name) && promisedKind(name) === 'other'
}

export interface Held {
  readonly guard: PreviewGuard
  readonly canLoad: boolean
}

/** Whether so many bytes are held back, and whether asking again would help. */
export function holdBytes(bytes: number, limits: ByteLimits, anyway: boolean): Held | null {
  if (bytes > limits.most) return { guard: 'large', canLoad: false }
  return bytes > limits.unasked && !anyway ? { guard: 'large', canLoad: true } : null
}

/** Of one picture. Source: docs/threat-model.md#image-bombs. */
const unaskedPixels = 50_000_000
const unaskedSide = 16_384
/**
 * Never decoded above: a page took 573 MB for 64 megapixels (measured, docs/threat-model.md#image-bombs), so 72 keep it below the 700 MB
 * that a bomb may cost (row 37). No side is longer than Chromium decodes.
 */
const mostPixels = 72_000_000
const mostSide = 65_535

export function holdPixels(size: { width: number; height: number }, anyway: boolean): Held | null {
  const pixels = size.width * size.height
  const side = Math.max(size.width, size.height)
  if (pixels > mostPixels || side > mostSide) return { guard: 'bomb', canLoad: false }
  return (pixels > unaskedPixels || side > unaskedSide) && !anyway ? { guard: 'pixels', canLoad: true } : null
}

const unaskedFrames = 500
/** A film of several minutes: more are not counted, and not played. */
export const mostFrames = 10_000

export function holdFrames(frames: number, anyway: boolean): Held | null {
  if (frames > mostFrames) return { guard: 'bomb', canLoad: false }
  return frames > unaskedFrames && !anyway ? { guard: 'frames', canLoad: true } : null
}
