import type { PreviewGuard, TextForm } from '../../shared/preview'
import { countFrames } from './count-frames'
import { decodeText, type EncodingsPort } from './decode-text'
import { byteLimits, holdBytes, holdFrames, holdPixels, mostFrames, type Held } from './limits'
import type { PictureHeader } from './picture-header'
import { sniff } from './sniff'
import { readSvgHeader } from './svg-header'
import { formOf, textTypes } from './text-form'
import type { ReadableFile } from './walk-file'

/** What a file is and how it is shown, before it has an address. */
export type Found =
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
export interface FoundHeld {
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
const firstBytes = 64 * 1_024
/** A JPEG may have megabytes of notes before its size; more than these is no picture. */
const mostHeaderBytes = 8 * 1_024 * 1_024
/** Bytes of a text that are shown. */
export const textBytes = 1_024 * 1_024

/**
 * Judges a file by its own bytes, whatever it is called: what it is, and whether showing it is safe. Nothing of it is
 * decoded here but text. Rejects with the disk's error.
 */
export async function inspect(file: ReadableFile, ports: InspectPorts): Promise<Found | FoundHeld> {
  const start = await file.read(0, firstBytes)
  const first = sniff(start)
  const isCut = first.kind === 'cut' && file.size > start.length
  const sniffed = isCut ? sniff(await file.read(0, mostHeaderBytes)) : first
  switch (sniffed.kind) {
    case 'image':
      return inspectPicture(file, sniffed, ports.anyway)
    case 'video':
    case 'audio':
      return orHeld(sniffed, holdBytes(file.size, byteLimits.media, true))
    case 'pdf':
      return orHeld(sniffed, holdBytes(file.size, byteLimits.pdf, true))
    case 'text':
      return inspectText(file, ports)
    case 'cut':
      return nothing
  }
}

const nothing: Found = { kind: 'none', type: null }

function orHeld(found: Exclude<Found, { kind: 'none' }>, held: Held | null): Found | FoundHeld {
  if (held === null) return found
  const { width, height } = { width: null, height: null, ...found }
  return { kind: 'held', ...held, type: found.type, width, height }
}

async function inspectPicture(
  file: ReadableFile,
  { type, width, height }: PictureHeader,
  anyway: boolean,
): Promise<Found | FoundHeld> {
  const held =
    holdBytes(file.size, byteLimits.image, true) ??
    holdPixels({ width, height }, anyway) ??
    holdFrames(await countFrames(file, type, mostFrames), anyway)
  return orHeld({ kind: 'image', type, width, height }, held)
}

async function inspectText(file: ReadableFile, ports: InspectPorts): Promise<Found | FoundHeld> {
  const isWhole = file.size <= textBytes
  const decoded = decodeText(await file.read(0, textBytes), isWhole, ports.encodings)
  if (decoded === null) return nothing
  const { text, encoding } = decoded
  const svg = readSvgHeader(text)
  if (svg !== null) {
    const { width, height, isBomb } = svg
    const bomb: Held | null = isBomb ? { guard: 'bomb', canLoad: false } : null
    const pixels = holdPixels({ width: width ?? 1, height: height ?? 1 }, ports.anyway)
    // With the encoding that was looked at: another one could hide what it declares.
    const type = `image/svg+xml; charset=${encoding}`
    const held = bomb ?? holdBytes(file.size, byteLimits.image, true) ?? pixels
    return orHeld({ kind: 'vector', type, width, height }, held)
  }
  const form = formOf(text, isWhole)
  return { kind: 'text', type: textTypes[form], text, form, encoding, isWhole }
}
