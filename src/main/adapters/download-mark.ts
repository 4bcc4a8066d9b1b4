import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { logError } from '../log'

/** How a system is told that a file came from the network, so that it asks before it opens one that can run. */
export type DownloadMark =
  /** A second stream of the file, where its disk can have one. */
  | { readonly kind: 'stream'; readonly file: string; readonly text: string }
  | { readonly kind: 'attribute'; readonly name: string; readonly value: string }

/**
 * The mark for one file, or null for a system that has none. No address is in it: it would tell whoever gets the file where it
 * came from. Linux's `user.xdg.origin.url` is nothing but an address. Source: docs/threat-model.md#download-marks.
 */
export function downloadMark(platform: string, file: string, now: number): DownloadMark | null {
  if (platform === 'win32')
    return { kind: 'stream', file: `${file}:Zone.Identifier`, text: '[ZoneTransfer]\r\nZoneId=3\r\n' }
  if (platform !== 'darwin') return null
  // 0081: downloaded, and not yet agreed to by the user.
  const seconds = Math.floor(now / 1_000).toString(16)
  return { kind: 'attribute', name: 'com.apple.quarantine', value: `0081;${seconds};Refshelf;` }
}

/** What sets the marks; Node has no call for extended attributes. */
export interface MarkTools {
  readonly platform: string
  readonly now: () => number
  readonly writeStream: (file: string, text: string) => Promise<void>
  readonly setAttribute: (file: string, name: string, value: string) => Promise<void>
  readonly onFailure: (error: unknown) => void
}

/** Marks a file. Never rejects: a disk without streams (FAT, many shares) has the file all the same. */
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
  // An absolute path begins with no dash.
  setAttribute: async (file, name, value) => {
    await run('/usr/bin/xattr', ['-w', name, value, file], { timeout: 5_000 })
  },
  onFailure: (error) => logError('a file was not marked as downloaded', error),
}
