import { foldWidely } from '../assets/wide-path'
import { splitName } from './local-name'

/**
 * Names of one folder, none given twice: equal are those that any file system may take for the same, by case and composition.
 * A thousand equal names cost a thousand steps: each goes on counting where the last one stopped.
 */
export class FreeNames {
  private readonly taken = new Set<string>()
  private readonly next = new Map<string, number>()

  /** `isTaken` is asked of each candidate. */
  constructor(private readonly isTaken: (name: string) => boolean = () => false) {}

  /** Nobody gets it any more. */
  reserveName(name: string): void {
    this.taken.add(foldWidely(name))
  }

  /** The name, or the first of `name (2).ext`, `name (3).ext`, … that is free. It is occupied from now on. */
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
  const { stem, extension } = splitName(name)
  return `${stem} (${String(number)})${extension}`
}

/** Names for one folder, none taken twice. */
export function uniqueLocalNames(names: readonly string[], isTaken: (name: string) => boolean): string[] {
  const freeNames = new FreeNames(isTaken)
  return names.map((name) => freeNames.takeName(name))
}
