import type { PreviewGuard } from '../../shared/preview'

const mebibyte = 1_024 ** 2

/** Guess from the file extension. Decides only how many bytes to load, never how they are shown. */
export type ExpectedKind = 'image' | 'media' | 'pdf' | 'text' | 'other'

export interface LoadLimits {
  /** Maximum bytes to load without an explicit request. */
  readonly automatic: number
  /** Absolute maximum in bytes: a server that lies about sizes must not fill the disk. */
  readonly max: number
}

/**
 * Apply to the expected kind before loading and to the detected kind afterwards. For PDF see docs/threat-model.md#pdf;
 * 64 MB is a few times the largest photograph; video streams, so only the disk limits it.
 */
export const byteLimits: Readonly<Record<ExpectedKind, LoadLimits>> = {
  image: { automatic: 20 * mebibyte, max: 64 * mebibyte },
  media: { automatic: 50 * mebibyte, max: 2_048 * mebibyte },
  pdf: { automatic: 20 * mebibyte, max: 60 * mebibyte },
  text: { automatic: 20 * mebibyte, max: 64 * mebibyte },
  other: { automatic: 20 * mebibyte, max: 64 * mebibyte },
}

const extensions: Readonly<Record<Exclude<ExpectedKind, 'other'>, RegExp>> = {
  image: /\.(png|apng|jpe?g|jfif|gif|webp|avif|svg|bmp|dib|ico|cur)$/i,
  media: /\.(mp4|m4v|m4a|m4b|mov|qt|3gp|3g2|webm|mp3|wav|ogg|oga|ogv|opus|flac)$/i,
  pdf: /\.pdf$/i,
  text: /\.(txt|text|md|rst|adoc|tex|log|json|jsonl|arb|x?html?|xml|xsl|xsd|dita(?:map)?|(?:sdl|mq|mx)?xliff?|xlf|tmx|tbx|ttx|srx|resx|csv|tsv|srt|vtt|sbv|ttml|dfxp|ass|ya?ml|toml|ini|cfg|conf|properties|pot?|strings(?:dict)?|css|scss|less|[cm]?js|sql|php)$/i,
}

export function expectedKind(name: string): ExpectedKind {
  const kinds = ['image', 'media', 'pdf', 'text'] as const
  return kinds.find((kind) => extensions[kind].test(name)) ?? 'other'
}

/** Whether the extension names a type that has no preview; such a file is not loaded automatically. */
export function isUnsupportedByName(name: string): boolean {
  return /[^.]\.[^.]+$/.test(name) && expectedKind(name) === 'other'
}

export interface Withheld {
  readonly guard: PreviewGuard
  readonly canLoad: boolean
}

/** Null if this many bytes may be loaded; otherwise whether the user can override the limit. */
export function withholdBySize(bytes: number, limits: LoadLimits, anyway: boolean): Withheld | null {
  if (bytes > limits.max) return { guard: 'large', canLoad: false }
  return bytes > limits.automatic && !anyway ? { guard: 'large', canLoad: true } : null
}

/** Limits for one picture. Source: docs/threat-model.md#image-bombs. */
const maxAutomaticPixels = 50_000_000
const maxAutomaticSide = 16_384
/**
 * Larger pictures are never decoded. A page took 573 MB for 64 megapixels (measured), so 72 megapixels stay below the
 * 700 MB that a bomb may cost. The side is the longest that Chromium decodes.
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
/** An animation of several minutes: more frames are neither counted nor played. */
export const maxFrames = 10_000

export function withholdByFrames(frames: number, anyway: boolean): Withheld | null {
  if (frames > maxFrames) return { guard: 'bomb', canLoad: false }
  return frames > maxAutomaticFrames && !anyway ? { guard: 'frames', canLoad: true } : null
}
