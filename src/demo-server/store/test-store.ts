import { createHash, randomUUID } from 'node:crypto'
import { matches } from './asset-matching'
import type { AssetStore } from './asset-store'
import { bytesInMemory, readAllBytes } from './bytes'
import type { Clock } from './clock'
import type { Asset } from './model'
import { assetFromSpec, bytesFromSpec, plainFolder } from './seed-assets'
import type { AssetPlace, AssetSpec } from './seed-spec'

export interface StoredFile {
  readonly segmentId: number
  readonly locale: string | null
  /** `/` between folders, '' at the root. */
  readonly relativePath: string
  readonly name: string
  readonly size: number
  readonly contentType: string
  readonly created: string
  readonly modified: string
}

/** The server's files, past the API: what really is there, and "somebody else" who changes it meanwhile. */
export interface DemoStore {
  all(): readonly StoredFile[]
  ofSegment(segmentId: number): readonly StoredFile[]
  find(place: AssetPlace): StoredFile | undefined
  /** Adds the file, or replaces the one in that very place and keeps its `created`. */
  put(file: AssetSpec): Promise<void>
  /** False when there was none. */
  remove(place: AssetPlace): Promise<boolean>
  readBytes(place: AssetPlace): Promise<Uint8Array>
  /** Lower-case hexadecimal, without the file ever being in memory; that of no bytes where there is no file. */
  sha256(place: AssetPlace): Promise<string>
}

const exact = { foldCase: false, shareStoragePath: false }

function storedFile(asset: Asset): StoredFile {
  const { segmentId, locale, folder, name, bytes, contentType, created, modified } = asset
  return { segmentId, locale, relativePath: folder, name, size: bytes.size, contentType, created, modified }
}

function findIn(assets: AssetStore, place: AssetPlace): Asset | undefined {
  const target = {
    segmentId: place.segmentId,
    locale: place.locale ?? null,
    folder: plainFolder(place.relativePath ?? ''),
    name: place.name,
  }
  return assets.ofSegment(place.segmentId).find((asset) => matches(asset, target, exact))
}

export function createDemoStore(assets: AssetStore, clock: Clock, isLasting: boolean): DemoStore {
  const find = (place: AssetPlace) => findIn(assets, place)
  return {
    all: () => assets.all().map(storedFile),
    ofSegment: (segmentId) => assets.ofSegment(segmentId).map(storedFile),
    find(place) {
      const asset = find(place)
      return asset && storedFile(asset)
    },
    async put(file) {
      const old = find(file)
      const modified = file.modified ?? clock.stamp()
      const dates = { created: file.created ?? old?.created ?? modified, modified }
      // Bytes that shall outlive the process go to disk; a test's own may stay with the test.
      const blob = isLasting ? await assets.storeBytes(bytesFromSpec(file.bytes).chunks()) : undefined
      const fresh = assetFromSpec({ ...file, ...dates }, randomUUID())
      const asset = blob === undefined ? fresh : { ...fresh, blobId: blob.id, bytes: blob.bytes }
      await assets.change(old === undefined ? [] : [old], [asset])
    },
    async remove(place) {
      const asset = find(place)
      if (asset !== undefined) await assets.change([asset], [])
      return asset !== undefined
    },
    async readBytes(place) {
      return readAllBytes(find(place)?.bytes ?? bytesInMemory(new Uint8Array()))
    },
    async sha256(place) {
      const hash = createHash('sha256')
      for await (const chunk of find(place)?.bytes.chunks() ?? []) hash.update(chunk)
      return hash.digest('hex')
    },
  }
}
