import { pathToFileURL } from 'node:url'

/** What is put onto the clipboard under one of the system's own formats. */
export interface ClipboardPayload {
  readonly format: string
  readonly text: string
}

/** Desktops whose file managers paste GNOME's format, by their names in `XDG_CURRENT_DESKTOP`. */
const gnomeLike = /gnome|unity|cinnamon|mate|xfce|pantheon|budgie|lxde/i

/**
 * Files as file managers paste them, the format that this desktop wants first. Null for a system on which Electron has no
 * format for them: Windows wants `CF_HDROP`. Proven: `text/uri-list` on Linux with the older clipboard, pasted by Chromium. By
 * documentation alone, and tried nowhere: GNOME's format, and the older pasteboard type of macOS.
 */
export function fileClipboard(
  system: { readonly platform: string; readonly desktop: string },
  files: readonly string[],
): readonly ClipboardPayload[] | null {
  if (system.platform === 'darwin') return [{ format: 'NSFilenamesPboardType', text: propertyList(files) }]
  if (system.platform !== 'linux') return null
  const urls = files.map((file) => pathToFileURL(file).href)
  const list = { format: 'text/uri-list', text: urls.map((url) => `${url}\r\n`).join('') }
  const gnome = { format: 'x-special/gnome-copied-files', text: ['copy', ...urls].join('\n') }
  return gnomeLike.test(system.desktop) ? [gnome, list] : [list, gnome]
}

/** The clipboard of either runtime: the older puts one format at a time, each in the place of the last; the newer all at once. */
export interface ClipboardTools {
  readonly writeBuffer: ((format: string, bytes: Buffer) => void) | undefined
  readonly writeItems: ((items: Readonly<Record<string, string>>) => Promise<void>) | undefined
}

/** False where the runtime has neither way. */
export async function putOnClipboard(
  { writeBuffer, writeItems }: ClipboardTools,
  payloads: readonly ClipboardPayload[],
): Promise<boolean> {
  const [first] = payloads
  if (first === undefined) return false
  if (writeBuffer !== undefined) {
    writeBuffer(first.format, Buffer.from(first.text))
    return true
  }
  if (writeItems === undefined) return false
  // A raw format of the system, by the name that Electron has for such.
  const named = payloads.map(({ format, text }) => [
    `electron application/osclipboard;format="${format}"`,
    text,
  ])
  await writeItems(Object.fromEntries(named) as Readonly<Record<string, string>>)
  return true
}

function propertyList(files: readonly string[]): string {
  const strings = files.map((file) => `<string>${escape(file)}</string>`).join('')
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    `<plist version="1.0"><array>${strings}</array></plist>`,
  ].join('\n')
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
