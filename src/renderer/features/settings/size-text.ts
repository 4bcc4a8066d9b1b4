import { toAsciiNumber } from '../../../shared/order/ascii-digits'

/** Units of a typed size. They are binary (powers of 1,024), as their names say. */
const bytesPerUnit: ReadonlyMap<string, number> = new Map([
  ['MiB', 1024 ** 2],
  ['GiB', 1024 ** 3],
  ['TiB', 1024 ** 4],
])

export const sizeUnits: readonly string[] = [...bytesPerUnit.keys()]

const minSize = 1024 ** 2
const maxDecimals = 3

/** The size in the largest unit that it reaches, with the decimal separator of the locale. */
export function splitSize(
  bytes: number,
  decimalSeparator: string,
): { readonly text: string; readonly unit: string } {
  const [unit, size] = [...bytesPerUnit].reverse().find(([, unitBytes]) => bytes >= unitBytes) ?? [
    'MiB',
    minSize,
  ]
  return { text: String(Number((bytes / size).toFixed(maxDecimals))).replace('.', decimalSeparator), unit }
}

/** The largest size in bytes, and the decimal separator of the locale. */
interface SizeLimits {
  readonly max: number
  readonly decimalSeparator: string
}

/** Bytes, or null unless the text is a size from 1 MiB to `max`. */
export function parseSizeSetting(
  text: string,
  unit: string,
  { max, decimalSeparator }: SizeLimits,
): number | null {
  const size = bytesPerUnit.get(unit)
  const [, whole = '', usedSeparator = decimalSeparator, fraction = '0'] =
    /^(\d{1,15})(?:([.,])(\d{1,9}))?$/.exec(toAsciiNumber(text).trim()) ?? []
  if (size === undefined || whole === '') return null
  // A point is accepted in every locale, unless it may separate thousands.
  if (usedSeparator !== decimalSeparator && (usedSeparator !== '.' || fraction.length === 3)) return null
  const bytes = Math.round(Number(`${whole}.${fraction}`) * size)
  return bytes >= minSize && bytes <= max ? bytes : null
}

/** A whole number from 1 to `max`, with or without thousands commas; otherwise null. */
export function parseCountSetting(text: string, max: number): number | null {
  const typed = toAsciiNumber(text).trim()
  if (!/^\d{1,15}$|^\d{1,3}(,\d{3}){1,4}$/.test(typed)) return null
  const count = Number(typed.replaceAll(',', ''))
  return count >= 1 && count <= max ? count : null
}
