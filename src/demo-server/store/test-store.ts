import { createHash, randomUUID } from 'node:crypto'
import { matches } from './asset-matching'
import type { AssetStore } from './asset-store'
import { bytesInMemory, readAllBytes } from './bytes'
import type { Clock } from './clock'
import type { Asset } from './model'
import { assetFromSpec, bytesFromSpec, normalizeFolder } from './seed-assets'
import type { AssetLocation, AssetSpec } from './seed-spec'

export interface StoredFile {
  readonly segmentId: number
  readonly locale: string | null
  /** Folders separated by `/`; '' at the root. */
  readonly relativePath: string
  readonly name: string
  readonly size: number
  readonly contentType: string
  readonly created: string
  readonly modified: string
}

/** Direct access to the server's files, to inspect them and to change them as another user would. */
export interface DemoStore {
  all(): readonly StoredFile[]
  ofSegment(segmentId: number): readonly StoredFile[]
  find(location: AssetLocation): StoredFile | undefined
  /** Adds a file, or replaces the one with the same identity and keeps its `created`. */
  put(file: AssetSpec): Promise<void>
  /** Returns false if there was no such file. */
  remove(location: AssetLocation): Promise<boolean>
  readBytes(location: AssetLocation): Promise<Uint8Array>
  /** In lower-case hexadecimal, computed by streaming. The hash of zero bytes if there is no such file. */
  sha256(location: AssetLocation): Promise<string>
}

const exactMatch = { foldCase: false, shareStoragePath: false, pathSeparator: null }

function storedFile(asset: Asset): StoredFile {
  const { segmentId, locale, folder, name, bytes, contentType, created, modified } = asset
  return { segmentId, locale, relativePath: folder, name, size: bytes.size, contentType, created, modified }
}

function findIn(assets: AssetStore, location: AssetLocation): Asset | undefined {
  const target = {
    segmentId: location.segmentId,
    locale: location.locale ?? null,
    folder: normalizeFolder(location.relativePath ?? ''),
    name: location.name,
  }
  return assets.ofSegment(location.segmentId).find((asset) => matches(asset, target, exactMatch))
}

export function createDemoStore(assets: AssetStore, clock: Clock, isPersistent: boolean): DemoStore {
  const find = (location: AssetLocation) => findIn(assets, location)
  return {
    all: () => assets.all().map(storedFile),
    ofSegment: (segmentId) => assets.ofSegment(segmentId).map(storedFile),
    find(location) {
      const asset = find(location)
      return asset && storedFile(asset)
    },
    async put(file) {
      const old = find(file)
      const modified = file.modified ?? clock.stamp()
      const dates = { created: file.created ?? old?.created ?? modified, modified }
      // Only a server with a data folder has to copy the bytes.
      const blob = isPersistent ? await assets.storeBytes(bytesFromSpec(file.bytes).chunks()) : undefined
      const fresh = assetFromSpec({ ...file, ...dates }, randomUUID())
      const asset = blob === undefined ? fresh : { ...fresh, blobId: blob.id, bytes: blob.bytes }
      await assets.change(old === undefined ? [] : [old], [asset])
    },
    async remove(location) {
      const asset = find(location)
      if (asset !== undefined) await assets.change([asset], [])
      return asset !== undefined
    },
    async readBytes(location) {
      return readAllBytes(find(location)?.bytes ?? bytesInMemory(new Uint8Array()))
    },
    async sha256(location) {
      const hash = createHash('sha256')
      for await (const chunk of find(location)?.bytes.chunks() ?? []) hash.update(chunk)
      return hash.digest('hex')
    },
  }
}
