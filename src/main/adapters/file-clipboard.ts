import { pathToFileURL } from 'node:url'

/** Clipboard content in one system format. */
export interface ClipboardPayload {
  readonly format: string
  readonly text: string
}

/** Names in `XDG_CURRENT_DESKTOP` of desktops whose file managers paste GNOME's format. */
const gnomeLike = /gnome|unity|cinnamon|mate|xfce|pantheon|budgie|lxde/i

/**
 * Files in the formats that file managers paste, with the preferred format of this desktop first. Null on Windows, whose
 * `CF_HDROP` Electron does not support. Tested: `text/uri-list` on Linux with the older clipboard, pasted by Chromium.
 * Untested, from documentation only: GNOME's format and the older pasteboard type of macOS.
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

/** The clipboard API of the runtime. The older one replaces all content with a single format; the newer writes several. */
export interface ClipboardTools {
  readonly writeBuffer: ((format: string, bytes: Buffer) => void) | undefined
  readonly writeItems: ((items: Readonly<Record<string, string>>) => Promise<void>) | undefined
}

/** False if the runtime has neither API. */
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
  // Electron's naming scheme for raw system formats.
  const entries = payloads.map(({ format, text }) => [
    `electron application/osclipboard;format="${format}"`,
    text,
  ])
  await writeItems(Object.fromEntries(entries) as Readonly<Record<string, string>>)
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
