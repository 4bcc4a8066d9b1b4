import { BoundedMap } from '../lib/bounded-map'
import type { RandomSource } from '../ports'
import type { FileInspector } from '../previews/file-inspector'
import type { PictureType } from '../previews/picture-header'
import type { RecycleBin } from './recycle-bin'

/** Largest copy that is shown as a picture, in bytes. */
const maxBytes = 8 * 1_024 * 1_024
/** Largest picture, in pixels. A small file could otherwise need hundreds of megabytes for a 28-pixel thumbnail. */
const maxPixels = 16 * 1_024 * 1_024
/** Bytes read first. Nearly every header fits, but a JPEG may have megabytes of metadata before its dimensions. */
const headerBytes = 64 * 1_024
/** Registered previews, enough for several screens of rows. The least recently requested one is dropped first. */
const maxPreviews = 256

export interface CopyPreview {
  readonly type: PictureType
  readonly bytes: Uint8Array
}

export interface CopyPreviewsPorts {
  readonly bin: Pick<RecycleBin, 'findCopy' | 'readCopy' | 'withPinned'>
  readonly inspector: Pick<FileInspector, 'readPicture'>
  readonly random: Pick<RandomSource, 'id'>
}

/**
 * Random names under which the window can fetch copies that are pictures. A name is valid while the copy is in the bin,
 * and reveals nothing about it. Needs no connection.
 */
export class CopyPreviews {
  private readonly copyIds = new BoundedMap<string, string>(maxPreviews)

  constructor(private readonly ports: CopyPreviewsPorts) {}

  /** Returns the same name as long as it is registered; null if the copy is not a picture that can be shown. */
  async registerPreview(copyId: string): Promise<string | null> {
    const knownName = [...this.copyIds].find(([, id]) => id === copyId)?.[0]
    if (knownName === undefined && !(await this.isPicture(copyId))) return null
    const name = knownName ?? this.ports.random.id()
    this.copyIds.set(name, copyId)
    return name
  }

  /** Reads and checks the picture again, since the bytes on disk may have changed. Null for an unknown name. */
  async openPreview(name: string): Promise<CopyPreview | null> {
    const copyId = this.copyIds.get(name)
    if (copyId === undefined) return null
    const preview = await this.readPreview(copyId, maxBytes)
    if (preview !== null && preview !== 'cut') return preview
    this.copyIds.delete(name)
    return null
  }

  private async isPicture(copyId: string): Promise<boolean> {
    const quickRead = await this.readPreview(copyId, headerBytes)
    const preview = quickRead === 'cut' ? await this.readPreview(copyId, maxBytes) : quickRead
    return preview !== null && preview !== 'cut'
  }

  /** Reads at most `limit` bytes. `cut` means that the header is longer than that. */
  private async readPreview(copyId: string, limit: number): Promise<CopyPreview | 'cut' | null> {
    const { bin, inspector } = this.ports
    const entry = await bin.findCopy(copyId)
    if (entry === null || entry.size > maxBytes) return null
    const bytes = await bin.withPinned(copyId, () => readStart(bin.readCopy(copyId), limit)).catch(() => null)
    if (bytes === null) return null
    const header = await inspector.readPicture(bytes)
    if (header === null || header === 'cut') return header
    return header.width * header.height <= maxPixels ? { type: header.type, bytes } : null
  }
}

async function readStart(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    const part = chunk.subarray(0, limit - length)
    parts.push(part)
    length += part.length
    if (length === limit) break
  }
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}
