import type { NamedFormat, PreviewGuard, TextForm } from '../../shared/preview'
import { withoutPadding } from './binary-characters'
import { countFrames } from './count-frames'
import { decodeText, type EncodingsPort } from './decode-text'
import {
  byteLimits,
  withholdBySize,
  withholdByFrames,
  withholdByPixels,
  maxFrames,
  type Withheld,
} from './limits'
import type { PictureHeader } from './picture-header'
import { sniff } from './sniff'
import { readSvgHeader } from './svg-header'
import { detectTextForm, textTypes } from './text-form'
import type { ReadableFile } from './walk-file'

/** A file's detected type and how to show it, before it has an address. */
export type InspectedFile =
  | { readonly kind: 'image'; readonly type: string; readonly width: number; readonly height: number }
  | {
      readonly kind: 'vector'
      readonly type: string
      readonly width: number | null
      readonly height: number | null
    }
  | { readonly kind: 'video' | 'audio' | 'pdf'; readonly type: string }
  | {
      readonly kind: 'text'
      readonly type: string
      readonly text: string
      readonly form: TextForm
      readonly encoding: string
      readonly encodingBasis: 'certain' | 'guessed' | 'chosen'
      readonly isWhole: boolean
    }
  | { readonly kind: 'none'; readonly type: null; readonly format: NamedFormat | null }

/** A file that is not shown, or only after confirmation. */
export interface WithheldFile {
  readonly kind: 'held'
  readonly guard: PreviewGuard
  readonly canLoad: boolean
  /** Null if the inspection was given up. */
  readonly type: string | null
  readonly width: number | null
  readonly height: number | null
}

export interface InspectPorts {
  readonly encodings: EncodingsPort
  /** The user confirmed a warning about the file. */
  readonly anyway: boolean
  /** Language code of the file, which helps to guess the encoding of a short text. */
  readonly locale?: string | null
  /** The encoding that the user chose for this file. */
  readonly encoding?: string | null
}

/** Enough bytes for nearly every header. */
const headerBytes = 64 * 1_024
/** A JPEG may have megabytes of metadata before its size; more than this is not treated as a picture. */
const maxHeaderBytes = 8 * 1_024 * 1_024
/** Maximum bytes of a text to show. */
export const maxTextBytes = 1_024 * 1_024

/**
 * Detects a file's type from its bytes, regardless of its name, and whether it is safe to show. Decodes only text. Rejects
 * with disk errors.
 */
export async function inspectFile(
  file: ReadableFile,
  ports: InspectPorts,
): Promise<InspectedFile | WithheldFile> {
  const start = await file.readAt(0, headerBytes)
  const first = sniff(start)
  const isCut = first.kind === 'cut' && file.size > start.length
  const sniffed = isCut ? sniff(await file.readAt(0, maxHeaderBytes)) : first
  switch (sniffed.kind) {
    case 'image':
      return inspectPicture(file, sniffed, ports.anyway)
    case 'video':
    case 'audio':
      return orWithheld(sniffed, withholdBySize(file.size, byteLimits.media, true))
    case 'pdf':
      return orWithheld(sniffed, withholdBySize(file.size, byteLimits.pdf, true))
    case 'text':
      return inspectText(file, ports)
    case 'named':
      return notShown(sniffed.format)
    case 'cut':
      return notShown(null)
  }
}

function notShown(format: NamedFormat | null): InspectedFile {
  return { kind: 'none', type: null, format }
}

function orWithheld(
  found: Exclude<InspectedFile, { kind: 'none' }>,
  withheld: Withheld | null,
): InspectedFile | WithheldFile {
  if (withheld === null) return found
  const { width, height } = { width: null, height: null, ...found }
  return { kind: 'held', ...withheld, type: found.type, width, height }
}

async function inspectPicture(
  file: ReadableFile,
  { type, width, height }: PictureHeader,
  anyway: boolean,
): Promise<InspectedFile | WithheldFile> {
  const withheld =
    withholdBySize(file.size, byteLimits.image, true) ??
    withholdByPixels({ width, height }, anyway) ??
    withholdByFrames(await countFrames(file, type, maxFrames), anyway)
  return orWithheld({ kind: 'image', type, width, height }, withheld)
}

async function inspectText(file: ReadableFile, ports: InspectPorts): Promise<InspectedFile | WithheldFile> {
  const isWhole = file.size <= maxTextBytes
  const { locale = null, encoding: chosen = null } = ports
  const hints = { isWhole, locale, encoding: chosen }
  const decoded = decodeText(await file.readAt(0, maxTextBytes), hints, ports.encodings)
  if (decoded === null) return notShown(null)
  const { text, encoding, basis } = decoded
  const svg = readSvgHeader(text)
  if (svg !== null) {
    const { width, height, isBomb } = svg
    const bomb: Withheld | null = isBomb ? { guard: 'bomb', canLoad: false } : null
    const pixels = withholdByPixels({ width: width ?? 1, height: height ?? 1 }, ports.anyway)
    // Serve it with the encoding that was inspected: in another one it could declare something else.
    const type = `image/svg+xml; charset=${encoding}`
    const withheld = bomb ?? withholdBySize(file.size, byteLimits.image, true) ?? pixels
    return orWithheld({ kind: 'vector', type, width, height }, withheld)
  }
  const form = detectTextForm(withoutPadding(text), isWhole)
  return { kind: 'text', type: textTypes[form], text, form, encoding, encodingBasis: basis, isWhole }
}
