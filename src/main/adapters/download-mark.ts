import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { logError } from '../log'

/** Tells the system that a file came from the network, so that it warns before running it. */
export type DownloadMark =
  /** An alternate data stream of the file, if its file system supports them. */
  | { readonly kind: 'stream'; readonly file: string; readonly text: string }
  | { readonly kind: 'attribute'; readonly name: string; readonly value: string }

/**
 * The mark for one file, or null if the system has none. Contains no URL, which would reveal the file's origin to anyone who
 * receives it; on Linux the only mark is a URL. Source: docs/threat-model.md#download-marks.
 */
export function downloadMark(platform: string, file: string, now: number): DownloadMark | null {
  if (platform === 'win32')
    return { kind: 'stream', file: `${file}:Zone.Identifier`, text: '[ZoneTransfer]\r\nZoneId=3\r\n' }
  if (platform !== 'darwin') return null
  // 0081: downloaded, and not yet approved by the user.
  const seconds = Math.floor(now / 1_000).toString(16)
  return { kind: 'attribute', name: 'com.apple.quarantine', value: `0081;${seconds};Refshelf;` }
}

/** System calls that set marks; Node has none for extended attributes. */
export interface MarkTools {
  readonly platform: string
  readonly now: () => number
  readonly writeStream: (file: string, text: string) => Promise<void>
  readonly setAttribute: (file: string, name: string, value: string) => Promise<void>
  readonly onFailure: (error: unknown) => void
}

/** Marks a file. Never rejects, because some file systems (FAT, many shares) support no marks. */
export async function markDownloaded(tools: MarkTools, file: string): Promise<void> {
  const mark = downloadMark(tools.platform, file, tools.now())
  if (mark === null) return
  try {
    if (mark.kind === 'stream') await tools.writeStream(mark.file, mark.text)
    else await tools.setAttribute(file, mark.name, mark.value)
  } catch (error) {
    tools.onFailure(error)
  }
}

const run = promisify(execFile)

export const systemMarkTools: MarkTools = {
  platform: process.platform,
  now: () => Date.now(),
  writeStream: (file, text) => writeFile(file, text),
  // The path is absolute, so it cannot be mistaken for an option.
  setAttribute: async (file, name, value) => {
    await run('/usr/bin/xattr', ['-w', name, value, file], { timeout: 5_000 })
  },
  onFailure: (error) => logError('a file was not marked as downloaded', error),
}
