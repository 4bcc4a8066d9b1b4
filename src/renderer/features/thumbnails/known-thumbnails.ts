import type { Asset } from '../../../shared/asset'
import { versionKey, type ThumbnailNews, type VersionKey } from '../../../shared/preview'
import type { ThumbnailBoard } from '../../components/thumbnail-board'

/** What the window knows of thumbnails, by the versions of their files. */
export class KnownThumbnails implements Pick<ThumbnailBoard, 'addressOf' | 'subscribe' | 'lose'> {
  pending: ReadonlySet<VersionKey> = new Set()
  private readonly addresses = new Map<VersionKey, string>()
  private readonly none = new Set<VersionKey>()
  private readonly asked = new Set<VersionKey>()
  private readonly listeners = new Map<VersionKey, Set<() => void>>()

  addressOf(asset: Asset): string | null {
    return this.addresses.get(versionKey(asset)) ?? null
  }

  isMissing(asset: Asset): boolean {
    const version = versionKey(asset)
    return !this.addresses.has(version) && !this.none.has(version) && !this.pending.has(version)
  }

  unasked(assets: readonly Asset[]): readonly Asset[] {
    return assets.filter((asset) => !this.asked.has(versionKey(asset)))
  }

  noteAsked(assets: readonly Asset[]): void {
    for (const asset of assets) this.asked.add(versionKey(asset))
  }

  take({ ready, none, pending }: ThumbnailNews): void {
    for (const { version, address } of ready) {
      this.addresses.set(version, address)
      this.tell(version)
    }
    for (const version of none) this.none.add(version)
    this.pending = new Set(pending)
  }

  subscribe(asset: Asset, listener: () => void): () => void {
    const version = versionKey(asset)
    const all = this.listeners.get(version) ?? new Set()
    this.listeners.set(version, all.add(listener))
    return () => {
      all.delete(listener)
      if (all.size === 0 && this.listeners.get(version) === all) this.listeners.delete(version)
    }
  }

  lose(asset: Asset): void {
    this.forget(versionKey(asset))
  }

  loseUndated(): void {
    for (const version of [...this.asked, ...this.addresses.keys()])
      if (version.endsWith(',null]')) this.forget(version)
  }

  clear(): void {
    const versions = [...this.addresses.keys()]
    this.addresses.clear()
    this.none.clear()
    this.asked.clear()
    this.pending = new Set()
    for (const version of versions) this.tell(version)
  }

  private forget(version: VersionKey): void {
    this.asked.delete(version)
    if (this.addresses.delete(version)) this.tell(version)
  }

  private tell(version: VersionKey): void {
    for (const listener of this.listeners.get(version) ?? []) listener()
  }
}
