import type { RandomSource } from '../ports'
import { readPictureHeader, type PictureType } from '../previews/picture-header'
import type { RecycleBin } from './recycle-bin'

/** Bytes of the largest copy that is shown as a picture. */
const maxBytes = 8 * 1_024 * 1_024
/** Pixels that a picture may have: more, and a small file would take hundreds of megabytes to be shown at 28 pixels. */
const maxPixels = 16 * 1_024 * 1_024
/** Bytes of the start that nearly every header stands in; a JPEG may have megabytes of notes before its size. */
const headerBytes = 64 * 1_024
/** Previews that can be fetched at one time: several screens of rows. The one that was asked for longest ago goes first. */
const maxPreviews = 256

export interface CopyPreview {
  readonly type: PictureType
  readonly bytes: Uint8Array
}

export interface CopyPreviewsPorts {
  readonly bin: Pick<RecycleBin, 'findCopy' | 'readCopy' | 'withPinned'>
  readonly random: Pick<RandomSource, 'id'>
}

/**
 * Names under which the window may fetch the pictures among the copies. Nobody can guess one, and it says nothing of the
 * copy; it is good while the copy is in the bin. Needs no connection.
 */
export class CopyPreviews {
  private readonly copyIds = new Map<string, string>()

  constructor(private readonly ports: CopyPreviewsPorts) {}

  /** A name for this copy, the same one while it is known; null where it is no picture that may be shown. */
  async registerPreview(copyId: string): Promise<string | null> {
    const knownName = [...this.copyIds].find(([, id]) => id === copyId)?.[0]
    if (knownName === undefined && !(await this.isPicture(copyId))) return null
    const name = knownName ?? this.ports.random.id()
    this.copyIds.delete(name)
    this.copyIds.set(name, copyId)
    const [oldest] = this.copyIds.keys()
    if (this.copyIds.size > maxPreviews && oldest !== undefined) this.copyIds.delete(oldest)
    return name
  }

  /** The picture, looked at anew: what is on the disk now is what is judged. Null for any other name. */
  async openPreview(name: string): Promise<CopyPreview | null> {
    const copyId = this.copyIds.get(name)
    if (copyId === undefined) return null
    const preview = await this.readPreview(copyId, maxBytes)
    if (preview !== null && preview !== 'cut') return preview
    this.copyIds.delete(name)
    return null
  }

  private async isPicture(copyId: string): Promise<boolean> {
    const first = await this.readPreview(copyId, headerBytes)
    const found = first === 'cut' ? await this.readPreview(copyId, maxBytes) : first
    return found !== null && found !== 'cut'
  }

  /** At most so many bytes from the start. */
  private async readPreview(copyId: string, limit: number): Promise<CopyPreview | 'cut' | null> {
    const { bin } = this.ports
    const entry = await bin.findCopy(copyId)
    if (entry === null || entry.size > maxBytes) return null
    const bytes = await bin.withPinned(copyId, () => readStart(bin.readCopy(copyId), limit)).catch(() => null)
    if (bytes === null) return null
    const header = readPictureHeader(bytes)
    if (header === null || header === 'cut') return header
    return header.width * header.height <= maxPixels ? { type: header.type, bytes } : null
  }
}

async function readStart(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const start: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    const piece = chunk.subarray(0, limit - length)
    start.push(piece)
    length += piece.length
    if (length === limit) break
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of start) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
