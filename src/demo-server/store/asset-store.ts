import { join } from 'node:path'
import {
  type Blob,
  type BlobStore,
  createDiskBlobStore,
  createMemoryBlobStore,
  makePrivateFolder,
} from './blob-store'
import type { Bytes } from './bytes'
import type { Asset } from './model'
import { createStateWriter, readState, type State, type StoredAsset } from './state-file'

/** The assets: an index in memory and their bytes, saved to disk if there is a data folder. */
export interface AssetStore {
  all(): readonly Asset[]
  ofSegment(segmentId: number): readonly Asset[]
  /** Removes and adds assets atomically. Resolves when the change would survive a restart. */
  change(removed: readonly Asset[], added: readonly Asset[]): Promise<void>
  storeBytes(chunks: AsyncIterable<Uint8Array>): Promise<Blob>
  /** Removes the bytes of a blob unless an asset still uses them. */
  releaseBytes(blobId: string): Promise<void>
  reset(): Promise<void>
  close(): Promise<void>
}

export interface AssetStoreOptions {
  readonly dataDir: string | undefined
  readonly seedId: string
  readonly seed: readonly Asset[]
}

function storedAsset(asset: Asset, blobId: string): StoredAsset {
  const { bytes, ...facts } = asset
  return { ...facts, blobId, size: bytes.size }
}

function restoreAsset(stored: StoredAsset, reopen: (id: string, size: number) => Bytes): Asset {
  const { size, ...facts } = stored
  return { ...facts, bytes: reopen(stored.blobId, size) }
}

class Index {
  private readonly byId = new Map<string, Asset>()
  private readonly bySegment = new Map<number, Asset[]>()

  add(asset: Asset): void {
    this.byId.set(asset.id, asset)
    const siblings = this.bySegment.get(asset.segmentId)
    if (siblings === undefined) this.bySegment.set(asset.segmentId, [asset])
    else siblings.push(asset)
  }

  remove(asset: Asset): void {
    this.byId.delete(asset.id)
    const rest = this.ofSegment(asset.segmentId).filter(({ id }) => id !== asset.id)
    this.bySegment.set(asset.segmentId, rest)
  }

  clear(): void {
    this.byId.clear()
    this.bySegment.clear()
  }

  all = (): readonly Asset[] => [...this.byId.values()]
  has = (id: string): boolean => this.byId.has(id)
  ofSegment = (segmentId: number): Asset[] => this.bySegment.get(segmentId) ?? []
}

function stateOf(index: Index, options: AssetStoreOptions): State {
  const own = index
    .all()
    .flatMap((asset) => (asset.blobId === null ? [] : [storedAsset(asset, asset.blobId)]))
  const gone = options.seed.filter((asset) => !index.has(asset.id)).map((asset) => asset.id)
  return { seedId: options.seedId, gone, own }
}

async function load(index: Index, options: AssetStoreOptions, blobStore: BlobStore): Promise<void> {
  const state = options.dataDir === undefined ? null : await readState(statePath(options.dataDir))
  // The state of another seed refers to other files, so ignore it.
  const usable = state !== null && state.seedId === options.seedId ? state : { gone: [], own: [] }
  const gone = new Set(usable.gone)
  for (const asset of options.seed) if (!gone.has(asset.id)) index.add(asset)
  for (const stored of usable.own) index.add(restoreAsset(stored, (id, size) => blobStore.reopen(id, size)))
  await blobStore.sweep(new Set(usable.own.map((stored) => stored.blobId)))
}

const statePath = (dataDir: string) => join(dataDir, 'state.json')

export async function openAssetStore(options: AssetStoreOptions): Promise<AssetStore> {
  const { dataDir } = options
  if (dataDir !== undefined) await makePrivateFolder(dataDir)
  const blobStore =
    dataDir === undefined ? createMemoryBlobStore() : await createDiskBlobStore(join(dataDir, 'blobs'))
  const index = new Index()
  await load(index, options, blobStore)
  const write =
    dataDir === undefined
      ? () => Promise.resolve()
      : createStateWriter(statePath(dataDir), () => stateOf(index, options))
  return {
    all: () => index.all(),
    ofSegment: (segmentId) => index.ofSegment(segmentId),
    async change(removed, added) {
      for (const asset of removed) index.remove(asset)
      for (const asset of added) index.add(asset)
      await write()
    },
    storeBytes: (chunks) => blobStore.store(chunks),
    async releaseBytes(blobId) {
      if (index.all().every((asset) => asset.blobId !== blobId)) await blobStore.discard(blobId)
    },
    async reset() {
      index.clear()
      for (const asset of options.seed) index.add(asset)
      await write()
      await blobStore.sweep(new Set())
    },
    close: () => blobStore.close(),
  }
}
