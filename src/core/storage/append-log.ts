import type { z } from 'zod'
import { SerialQueue } from '../lib/serial-queue'
import { parseJson } from '../parse-json'
import type { LogFilesPort } from '../ports'
import { crc32 } from './crc32'

/** An append-only list with one checksummed line per entry. */
export interface AppendLog<Entry> {
  /** The entries that were readable when the log was opened, and those appended since. */
  readonly entries: readonly Entry[]
  /** True if the version is unknown or the log is damaged before its end. Such a log is shown but never written. */
  readonly isReadOnly: boolean
  /** True if the file contains something unreadable after `entries`. */
  readonly hasUnreadable: boolean
  /**
   * Appends all entries with one flush; they are on disk when it resolves. If it fails, none of them is in the log, and the
   * next append truncates what was left of them. Throws `ReadOnlyLogError` and the errors of the disk.
   */
  readonly append: (...entries: readonly Entry[]) => Promise<void>
  /**
   * Rewrites the file without the entries of this kind, so that nothing of them is left in it; the others stay byte for byte.
   * Throws `ReadOnlyLogError` and the errors of the disk; then the log is unchanged.
   */
  readonly removeEntries: (isRemoved: (entry: Entry) => boolean) => Promise<void>
}

export interface AppendLogOptions<Entry> {
  readonly files: LogFilesPort
  readonly fileName: string
  /** What the log contains, such as `job`; written to its first line. */
  readonly kind: string
  readonly version: number
  readonly schema: z.ZodType<Entry>
  /** Keeps appended entries out of `entries`, for a log that grows for weeks and is read only when it is opened. */
  readonly shouldDiscardAppended?: boolean
  /** The number of entries known to have been written. With fewer, the log counts as damaged, not torn, and is read-only. */
  readonly minEntries?: number
}

/** An attempt to append to a read-only log. */
export class ReadOnlyLogError extends Error {
  override readonly name = 'ReadOnlyLogError'
}

interface Parsed<Entry> {
  readonly entries: Entry[]
  /** Bytes up to the end of the last complete line. */
  readonly validBytes: number
  readonly isReadOnly: boolean
}

/**
 * Opens a log; its file is created by the first append. A torn last line, as a power cut leaves it, is truncated. Damage
 * anywhere else, or an unknown version, makes the log read-only, because we must not continue what we cannot read.
 * Each line: CRC-32 of the JSON, a space, the JSON. The first line is the header.
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
  const queue = new SerialQueue()

  async function write(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return
    // A failed append may have left a partial line, or complete lines that were never acknowledged.
    if (!isTailClean && (await files.read(fileName)) !== null) await files.truncate(fileName, validBytes)
    isTailClean = false
    const header = validBytes > 0 ? '' : serializeLine({ kind, v: version })
    const lines = new TextEncoder().encode(header + entries.map(serializeLine).join(''))
    await files.append(fileName, lines)
    isTailClean = true
    validBytes += lines.length
    for (const entry of entries) retained?.push(entry)
  }

  async function removeEntries(isRemoved: (entry: Entry) => boolean): Promise<void> {
    const written = (await files.read(fileName))?.subarray(0, validBytes)
    if (written === undefined) return
    const kept = keepLines(written, (line) => !isRemoved(options.schema.parse(parseLine(line))))
    if (kept.length === validBytes && isTailClean) return
    await files.replace(fileName, kept)
    validBytes = kept.length
    isTailClean = true
    if (retained === null) return
    const remaining = retained.filter((entry) => !isRemoved(entry))
    retained.length = 0
    for (const entry of remaining) retained.push(entry)
  }

  /** One at a time, so that lines keep the order of the calls. */
  function enqueue(work: () => Promise<void>): Promise<void> {
    if (isReadOnly) return Promise.reject(new ReadOnlyLogError(fileName))
    return queue.run(work)
  }

  return {
    entries: parsed.entries,
    isReadOnly,
    hasUnreadable: parsed.isReadOnly || (isReadOnly && parsed.validBytes < (bytes?.length ?? 0)),
    append: (...entries) => enqueue(() => write(entries)),
    removeEntries: (isRemoved) => enqueue(() => removeEntries(isRemoved)),
  }
}

/** Reads a log that somebody else may be appending to, and changes nothing: a line that is not complete yet is left out. */
export async function readAppendLog<Entry>(
  options: Omit<AppendLogOptions<Entry>, 'files'> & { readonly files: Pick<LogFilesPort, 'read'> },
): Promise<Pick<AppendLog<Entry>, 'entries' | 'isReadOnly'>> {
  const bytes = (await options.files.read(options.fileName)) ?? new Uint8Array()
  const { entries, isReadOnly } = parseLog(bytes, options)
  return { entries, isReadOnly }
}

/** A complete log of these entries, as `append` would have written it. */
export function serializeLog<Entry>(
  { kind, version }: Pick<AppendLogOptions<Entry>, 'kind' | 'version'>,
  entries: readonly Entry[],
): Uint8Array {
  return new TextEncoder().encode([{ kind, v: version }, ...entries].map(serializeLine).join(''))
}

/** The header and the lines that are to stay. All lines are complete. */
function keepLines(bytes: Uint8Array, isKept: (line: Uint8Array) => boolean): Uint8Array {
  const kept = new Uint8Array(bytes.length)
  let length = 0
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(0x0a, start) + 1 || bytes.length
    if (start === 0 || isKept(bytes.subarray(start, end - 1))) {
      kept.set(bytes.subarray(start, end), length)
      length += end - start
    }
    start = end
  }
  return kept.subarray(0, length)
}

function serializeLine(value: unknown): string {
  const json = JSON.stringify(value)
  return `${crc32(new TextEncoder().encode(json))} ${json}\n`
}

function parseLog<Entry>(bytes: Uint8Array, options: Omit<AppendLogOptions<Entry>, 'files'>): Parsed<Entry> {
  const entries: Entry[] = []
  let validBytes = 0
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(0x0a, start)
    // A line without its line feed was never finished. A file that does not begin like a log is something else.
    if (end === -1) return { entries, validBytes, isReadOnly: start === 0 && !isTornHeader(bytes, options) }
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

/** Whether the bytes are the beginning of a log; a power cut may leave zeros in place of the rest. */
function isTornHeader(
  bytes: Uint8Array,
  { kind, version }: { readonly kind: string; readonly version: number },
): boolean {
  const header = new TextEncoder().encode(serializeLine({ kind, v: version }))
  let length = bytes.length
  while (length > 0 && bytes[length - 1] === 0) length -= 1
  return length < header.length && bytes.subarray(0, length).every((byte, index) => byte === header[index])
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
