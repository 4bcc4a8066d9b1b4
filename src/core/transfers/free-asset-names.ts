import type { AssetIdentity } from '../../shared/asset'
import { storagePath } from '../assets/storage-path'
import { splitName } from '../local-names/local-name'

/** Hands out unique free names. A name that a server may treat as equal to a taken one counts as taken. */
export class FreeAssetNames {
  private readonly taken: Set<string>
  /** The next number to try for a name that many files of a plan have. */
  private readonly next = new Map<string, number>()

  constructor(taken: Iterable<AssetIdentity>) {
    this.taken = new Set(Array.from(taken, storagePath))
  }

  /** `name (2).ext`, or the next free number. */
  takeName(identity: AssetIdentity): string {
    const { stem, extension } = splitName(identity.name)
    const location = storagePath(identity)
    for (let count = this.next.get(location) ?? 2; ; count += 1) {
      const name = `${stem} (${String(count)})${extension}`
      const candidate = storagePath({ ...identity, name })
      if (this.taken.has(candidate)) continue
      this.taken.add(candidate)
      this.next.set(location, count + 1)
      return name
    }
  }
}
