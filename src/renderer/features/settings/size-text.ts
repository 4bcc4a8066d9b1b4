/** Units of a size that is typed: powers of 1,024, under the names that say so. */
const bytesOf: ReadonlyMap<string, number> = new Map([
  ['MiB', 1024 ** 2],
  ['GiB', 1024 ** 3],
  ['TiB', 1024 ** 4],
])

export const sizeUnits: readonly string[] = [...bytesOf.keys()]

const smallest = 1024 ** 2
const decimals = 3

/** The largest unit of which there is at least one, with the decimal sign of the language. */
export function splitSize(bytes: number, sign: string): { readonly text: string; readonly unit: string } {
  const [unit, size] = [...bytesOf].reverse().find(([, each]) => bytes >= each) ?? ['MiB', smallest]
  return { text: String(Number((bytes / size).toFixed(decimals))).replace('.', sign), unit }
}

/** What a size may be, and the decimal sign of the language. */
interface SizeRules {
  readonly most: number
  readonly sign: string
}

/** Bytes, or null for what is no size from 1 MiB to `most`. */
export function parseSize(text: string, unit: string, { most, sign }: SizeRules): number | null {
  const size = bytesOf.get(unit)
  const [, whole = '', used = sign, rest = '0'] = /^(\d{1,15})(?:([.,])(\d{1,9}))?$/.exec(text.trim()) ?? []
  if (size === undefined || whole === '') return null
  // A point is understood everywhere, but not where it may stand between thousands.
  if (used !== sign && (used !== '.' || rest.length === 3)) return null
  const bytes = Math.round(Number(`${whole}.${rest}`) * size)
  return bytes >= smallest && bytes <= most ? bytes : null
}

/** A whole number from 1 to `most`, also with commas between its thousands; else null. */
export function parseCount(text: string, most: number): number | null {
  const typed = text.trim()
  if (!/^\d{1,15}$|^\d{1,3}(,\d{3}){1,4}$/.test(typed)) return null
  const count = Number(typed.replaceAll(',', ''))
  return count >= 1 && count <= most ? count : null
}
