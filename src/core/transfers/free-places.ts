import type { AssetIdentity } from '../../shared/asset'
import { storagePlace } from '../assets/storage-place'

/** Finds names at which nothing stands, by the widest reading of what a server may take for the same. Gives none twice. */
export class FreePlaces {
  private readonly taken: Set<string>
  /** Where to go on counting for a name that many files of a plan have. */
  private readonly next = new Map<string, number>()

  constructor(taken: Iterable<AssetIdentity>) {
    this.taken = new Set(Array.from(taken, storagePlace))
  }

  /** `name (2).ext`, or the first number after it that is free beside it. */
  find(place: AssetIdentity): string {
    const [stem, extension] = splitName(place.name)
    const asked = storagePlace(place)
    for (let number = this.next.get(asked) ?? 2; ; number += 1) {
      const name = `${stem} (${String(number)})${extension}`
      const found = storagePlace({ ...place, name })
      if (this.taken.has(found)) continue
      this.taken.add(found)
      this.next.set(asked, number + 1)
      return name
    }
  }
}

/** A name that begins with its only dot has no extension. */
function splitName(name: string): [string, string] {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
}
