import type { PreviewGuard, TextForm } from '../../shared/preview'
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

/** What a file is and how it is shown, before it has an address. */
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
      readonly isWhole: boolean
    }
  | { readonly kind: 'none'; readonly type: null }

/** A file that is not shown, or not unasked. */
export interface WithheldFile {
  readonly kind: 'held'
  readonly guard: PreviewGuard
  readonly canLoad: boolean
  readonly type: string
  readonly width: number | null
  readonly height: number | null
}

export interface InspectPorts {
  readonly encodings: EncodingsPort
  /** The user asked for what a guard holds. */
  readonly anyway: boolean
}

/** Bytes of the start that nearly every header stands in. */
const headerBytes = 64 * 1_024
/** A JPEG may have megabytes of notes before its size; more than these is no picture. */
const maxHeaderBytes = 8 * 1_024 * 1_024
/** Bytes of a text that are shown. */
export const maxTextBytes = 1_024 * 1_024

/**
 * Judges a file by its own bytes, whatever it is called: what it is, and whether showing it is safe. Nothing of it is
 * decoded here but text. Rejects with the disk's error.
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
    case 'cut':
      return notShown
  }
}

const notShown: InspectedFile = { kind: 'none', type: null }

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
  const decoded = decodeText(await file.readAt(0, maxTextBytes), isWhole, ports.encodings)
  if (decoded === null) return notShown
  const { text, encoding } = decoded
  const svg = readSvgHeader(text)
  if (svg !== null) {
    const { width, height, isBomb } = svg
    const bomb: Withheld | null = isBomb ? { guard: 'bomb', canLoad: false } : null
    const pixels = withholdByPixels({ width: width ?? 1, height: height ?? 1 }, ports.anyway)
    // With the encoding that was looked at: another one could hide what it declares.
    const type = `image/svg+xml; charset=${encoding}`
    const withheld = bomb ?? withholdBySize(file.size, byteLimits.image, true) ?? pixels
    return orWithheld({ kind: 'vector', type, width, height }, withheld)
  }
  const form = detectTextForm(text, isWhole)
  return { kind: 'text', type: textTypes[form], text, form, encoding, isWhole }
}
