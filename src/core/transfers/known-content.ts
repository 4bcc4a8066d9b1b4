import type { AssetKey } from '../../shared/asset'
import type { SelectedAsset } from '../../shared/deletion'
import type { KnownBytes } from '../../shared/recycle-bin'
import type { PlannedUpload } from '../../shared/transfers'
import { assetKey } from '../assets/asset-key'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { MeasurePort } from '../ports'
import type { PreviewCache } from '../previews/preview-cache'
import type { LocalFile, LocalFilesPort, TransferSource } from './ports'

export interface KnownContentPorts {
  readonly files: Pick<LocalFilesPort, 'readFile' | 'stat'>
  readonly measure: MeasurePort['measure']
  /** Hashes of files of this account: from the recycle bin, and of uploads whose bytes were compared. */
  readonly knownBytes: (open: OpenConnection) => Promise<readonly KnownBytes[]>
  readonly cache: Pick<PreviewCache, 'findFile' | 'readFile'>
  /** A staged copy of exactly this version, or null. */
  readonly findStaged: (open: OpenConnection, asset: SelectedAsset) => LocalFile | null
}

export interface UploadToCompare {
  readonly planned: PlannedUpload
  readonly source: TransferSource
}

/**
 * Finds files that the server already has with the same bytes, without a call: where the hash of the listed version is known on
 * this computer. Everything unknown counts as different.
 */
export class KnownContent {
  constructor(private readonly ports: KnownContentPorts) {}

  /** Ids of the planned files that are already there. Never rejects. */
  async findEqual(open: OpenConnection, uploads: readonly UploadToCompare[]): Promise<ReadonlySet<string>> {
    const equal = new Set<string>()
    const candidates = uploads.filter(({ planned }) => sameSizedTarget(planned) !== null)
    if (candidates.length === 0) return equal
    const known = await this.ports.knownBytes(open).catch(() => [])
    const byKey = new Map<AssetKey, KnownBytes[]>()
    for (const version of known) byKey.set(version.key, [...(byKey.get(version.key) ?? []), version])
    for (const { planned, source } of candidates) {
      const there = sameSizedTarget(planned)
      const hash = there === null ? null : await this.hashOf(open, there, byKey)
      if (hash !== null && hash === (await this.sourceHash(open, source, byKey))) equal.add(planned.id)
    }
    return equal
  }

  /** Whether a local file is as it was when it was compared. */
  async isUnchanged(source: TransferSource): Promise<boolean> {
    return source.kind === 'asset' || (await this.ports.files.stat(source.file)) === 'same'
  }

  private async sourceHash(
    open: OpenConnection,
    source: TransferSource,
    byKey: ReadonlyMap<AssetKey, readonly KnownBytes[]>,
  ): Promise<string | null> {
    if (source.kind === 'asset') return this.hashOf(open, source.asset, byKey)
    return this.measureBytes(this.ports.files.readFile(source.file), source.file.size)
  }

  /** The hash of this listed version, or null. Without a date the version is unknown. */
  private async hashOf(
    open: OpenConnection,
    asset: SelectedAsset,
    byKey: ReadonlyMap<AssetKey, readonly KnownBytes[]>,
  ): Promise<string | null> {
    const { size, modifiedDate } = asset
    if (size === null || modifiedDate === null) return null
    const versions = byKey.get(assetKey(asset)) ?? []
    const version = versions.find((known) => known.size === size && known.modifiedDate === modifiedDate)
    if (version !== undefined) return version.sha256
    const cached = await this.ports.cache.findFile({ account: accountKeyOf(open), file: asset }, 'file')
    if (cached !== null) return this.measureBytes(this.ports.cache.readFile(cached.name), size)
    const staged = this.ports.findStaged(open, asset)
    return staged === null ? null : this.measureBytes(this.ports.files.readFile(staged), size)
  }

  private async measureBytes(bytes: AsyncIterable<Uint8Array>, size: number): Promise<string | null> {
    const measured = await this.ports.measure(bytes).catch(() => null)
    return measured?.size === size ? measured.sha256 : null
  }
}

/** The only file at exactly this destination, if it has the size of the planned one. */
function sameSizedTarget({
  there,
  destination,
  size,
  isSafe,
  hasSameDestination,
}: PlannedUpload): SelectedAsset | null {
  const [only, other] = there
  const isSame =
    only !== undefined &&
    other === undefined &&
    assetKey(only) === assetKey(destination) &&
    only.size === size
  return isSame && isSafe && !hasSameDestination ? only : null
}
