import { foldWidely } from '../assets/wide-path'
import { splitName } from './local-name'

/**
 * Names of one folder, none given twice: equal are those that any file system may take for the same, by case and composition.
 * A thousand equal names cost a thousand steps: each goes on counting where the last one stopped.
 */
export class FreeNames {
  private readonly given = new Set<string>()
  private readonly next = new Map<string, number>()

  /** `isTaken` is asked of each candidate. */
  constructor(private readonly isTaken: (name: string) => boolean = () => false) {}

  /** Nobody gets it any more. */
  occupy(name: string): void {
    this.given.add(foldWidely(name))
  }

  /** The name, or the first of `name (2).ext`, `name (3).ext`, … that is free. It is occupied from now on. */
  take(name: string): string {
    const wished = foldWidely(name)
    for (let number = this.next.get(wished) ?? 1; ; number += 1) {
      const candidate = numbered(name, number)
      const folded = number === 1 ? wished : foldWidely(candidate)
      if (this.given.has(folded) || this.isTaken(candidate)) continue
      this.given.add(folded)
      this.next.set(wished, number + 1)
      return candidate
    }
  }
}

/** The name itself for 1, then `name (2).ext` and so on. */
export function numbered(name: string, number: number): string {
  if (number === 1) return name
  const { stem, extension } = splitName(name)
  return `${stem} (${String(number)})${extension}`
}

/** Names for one folder, none taken twice. */
export function uniqueLocalNames(names: readonly string[], isTaken: (name: string) => boolean): string[] {
  const free = new FreeNames(isTaken)
  return names.map((name) => free.take(name))
}
