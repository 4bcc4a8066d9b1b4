import { foldWidely } from '../assets/wide-path'
import { splitLocalName } from './local-name'

/**
 * Hands out unique names for one folder. Names are equal if any file system may treat them so: case and Unicode composition are
 * ignored. Numbering continues where the previous equal name stopped, so the cost stays linear.
 */
export class FreeNames {
  private readonly taken = new Set<string>()
  private readonly next = new Map<string, number>()

  /** `isTaken` is called for each candidate. */
  constructor(private readonly isTaken: (name: string) => boolean = () => false) {}

  /** Marks a name as occupied. */
  reserveName(name: string): void {
    this.taken.add(foldWidely(name))
  }

  /** Takes the name, or the first free one of `name (2).ext`, `name (3).ext`, … */
  takeName(name: string): string {
    const key = foldWidely(name)
    for (let number = this.next.get(key) ?? 1; ; number += 1) {
      const candidate = numberedName(name, number)
      const folded = number === 1 ? key : foldWidely(candidate)
      if (this.taken.has(folded) || this.isTaken(candidate)) continue
      this.taken.add(folded)
      this.next.set(key, number + 1)
      return candidate
    }
  }
}

/** The name itself for 1, then `name (2).ext` and so on. */
export function numberedName(name: string, number: number): string {
  if (number === 1) return name
  const { stem, extension } = splitLocalName(name)
  return `${stem} (${String(number)})${extension}`
}

/** Unique names for the files of one folder, in their order. */
export function uniqueLocalNames(names: readonly string[], isTaken: (name: string) => boolean): string[] {
  const freeNames = new FreeNames(isTaken)
  return names.map((name) => freeNames.takeName(name))
}
