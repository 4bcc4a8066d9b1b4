import type { Asset } from '../../../shared/asset'
import { versionKey, type ThumbnailUpdate, type VersionKey } from '../../../shared/preview'
import type { ThumbnailRegistry } from '../../components/thumbnail-registry'

/** The thumbnails known to the window, by version of their file. */
export class KnownThumbnails implements Pick<ThumbnailRegistry, 'urlOf' | 'subscribe' | 'markBroken'> {
  pending: ReadonlySet<VersionKey> = new Set()
  private readonly addresses = new Map<VersionKey, string>()
  private readonly none = new Set<VersionKey>()
  private readonly requested = new Set<VersionKey>()
  private readonly listeners = new Map<VersionKey, Set<() => void>>()

  urlOf(asset: Asset): string | null {
    return this.addresses.get(versionKey(asset)) ?? null
  }

  isMissing(asset: Asset): boolean {
    const version = versionKey(asset)
    return !this.addresses.has(version) && !this.none.has(version) && !this.pending.has(version)
  }

  unrequested(assets: readonly Asset[]): readonly Asset[] {
    return assets.filter((asset) => !this.requested.has(versionKey(asset)))
  }

  markRequested(assets: readonly Asset[]): void {
    for (const asset of assets) this.requested.add(versionKey(asset))
  }

  applyUpdate({ ready, withoutPicture, pending }: ThumbnailUpdate): void {
    for (const { version, address } of ready) {
      this.addresses.set(version, address)
      this.notify(version)
    }
    for (const version of withoutPicture) this.none.add(version)
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

  markBroken(asset: Asset): void {
    this.forget(versionKey(asset))
  }

  forgetUndated(): void {
    for (const version of [...this.requested, ...this.addresses.keys()])
      if (version.endsWith(',null]')) this.forget(version)
  }

  clear(): void {
    const versions = [...this.addresses.keys()]
    this.addresses.clear()
    this.none.clear()
    this.requested.clear()
    this.pending = new Set()
    for (const version of versions) this.notify(version)
  }

  private forget(version: VersionKey): void {
    this.requested.delete(version)
    if (this.addresses.delete(version)) this.notify(version)
  }

  private notify(version: VersionKey): void {
    for (const listener of this.listeners.get(version) ?? []) listener()
  }
}
