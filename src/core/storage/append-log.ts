import type { z } from 'zod'
import { parseJson } from '../parse-json'
import type { LogFilesPort } from '../ports'
import { crc32 } from './crc32'

/** A list that only grows, one checked line an entry, each on disk before `append` returns. */
export interface AppendLog<Entry> {
  /** What was readable when the log was opened, and what was appended since. */
  readonly entries: readonly Entry[]
  /** True for a log of an unknown version or with damage before its end: it is shown, and never written. */
  readonly isReadOnly: boolean
  /** True where something stands behind `entries` that cannot be read. */
  readonly hasUnreadable: boolean
  /**
   * All of these with one flush: they are on disk when it answers. Where it fails, none of them is in the log, and the next
   * append cuts off what is left of them. Throws `ReadOnlyLogError`, and what the disk throws.
   */
  readonly append: (...entries: readonly Entry[]) => Promise<void>
}

export interface AppendLogOptions<Entry> {
  readonly files: LogFilesPort
  readonly fileName: string
  /** What the log holds, such as `job`; stands in its first line. */
  readonly kind: string
  readonly version: number
  readonly schema: z.ZodType<Entry>
  /** Nobody asks for `entries` once it is open: what is appended is not held, or a log that grows for weeks fills the memory. */
  readonly shouldDiscardAppended?: boolean
  /** Entries that are known to have been written: with fewer of them its end is not torn but damaged, and it is read-only. */
  readonly minEntries?: number
}

/** Appending to a log that must not be written. */
export class ReadOnlyLogError extends Error {
  override readonly name = 'ReadOnlyLogError'
}

interface Parsed<Entry> {
  readonly entries: Entry[]
  /** Bytes up to the end of the last whole line. */
  readonly validBytes: number
  readonly isReadOnly: boolean
}

/**
 * Opens or begins a log. A torn last line, as a power cut leaves it, is cut off; a line that is damaged anywhere else, or
 * of a version that we don't know, makes the log read-only: what we can't read we must not continue.
 * Each line: CRC-32 of the JSON, a space, the JSON. The first is the header.
 */
export async function openAppendLog<Entry>(options: AppendLogOptions<Entry>): Promise<AppendLog<Entry>> {
  const { files, fileName, kind, version } = options
  const bytes = await files.read(fileName)
  const parsed = parseLog(bytes ?? new Uint8Array(), options)
  const isReadOnly = parsed.isReadOnly || parsed.entries.length < (options.minEntries ?? 0)
  if (!isReadOnly && bytes !== null && parsed.validBytes < bytes.length) {
    await files.truncate(fileName, parsed.validBytes)
  }
  let { validBytes } = parsed
  const retained = options.shouldDiscardAppended === true ? null : parsed.entries
  let isTailClean = true
  let queue: Promise<unknown> = Promise.resolve()

  async function write(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return
    // An append that failed may have left a part, or lines that nobody was told of: the next line must not stand behind them.
    if (!isTailClean && (await files.read(fileName)) !== null) await files.truncate(fileName, validBytes)
    isTailClean = false
    const header = validBytes > 0 ? '' : serializeLine({ kind, v: version })
    const lines = new TextEncoder().encode(header + entries.map(serializeLine).join(''))
    await files.append(fileName, lines)
    isTailClean = true
    validBytes += lines.length
    for (const entry of entries) retained?.push(entry)
  }

  return {
    entries: parsed.entries,
    isReadOnly,
    hasUnreadable: parsed.isReadOnly || (isReadOnly && parsed.validBytes < (bytes?.length ?? 0)),
    append(...entries) {
      if (isReadOnly) return Promise.reject(new ReadOnlyLogError(fileName))
      // One after the other, so that lines stand in the order in which they were asked for.
      const result = queue.then(() => write(entries))
      queue = result.catch(() => undefined)
      return result
    },
  }
}

/** The whole of a log of these entries, as `append` would have written it. */
export function serializeLog<Entry>(
  { kind, version }: Pick<AppendLogOptions<Entry>, 'kind' | 'version'>,
  entries: readonly Entry[],
): Uint8Array {
  return new TextEncoder().encode([{ kind, v: version }, ...entries].map(serializeLine).join(''))
}

function serializeLine(value: unknown): string {
  const json = JSON.stringify(value)
  return `${crc32(new TextEncoder().encode(json))} ${json}\n`
}

function parseLog<Entry>(bytes: Uint8Array, options: AppendLogOptions<Entry>): Parsed<Entry> {
  const entries: Entry[] = []
  let validBytes = 0
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(0x0a, start)
    // Without its line feed a line was never finished.
    if (end === -1) return { entries, validBytes, isReadOnly: false }
    const value = parseLine(bytes.subarray(start, end))
    const isLast = end === bytes.length - 1
    if (value === undefined) return { entries, validBytes, isReadOnly: !isLast }
    if (start === 0) {
      if (!isHeader(value, options)) return { entries, validBytes: bytes.length, isReadOnly: true }
    } else {
      const entry = options.schema.safeParse(value)
      if (!entry.success) return { entries, validBytes, isReadOnly: true }
      entries.push(entry.data)
    }
    start = end + 1
    validBytes = start
  }
  return { entries, validBytes, isReadOnly: false }
}

function parseLine(line: Uint8Array): unknown {
  const json = line.subarray(9)
  if (new TextDecoder().decode(line.subarray(0, 9)) !== `${crc32(json)} `) return undefined
  return parseJson(new TextDecoder().decode(json))
}

function isHeader(value: unknown, options: { readonly kind: string; readonly version: number }): boolean {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('v' in value)) return false
  return value.kind === options.kind && value.v === options.version
}
