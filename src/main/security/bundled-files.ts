import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Content types by extension, for the app's own files. */
export const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/** Reads all files of a folder by their exact paths; empty if the folder does not exist. */
export function readFiles(folder: string, prefix = '/'): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  if (!existsSync(folder)) return files
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name)
    if (entry.isFile()) files.set(prefix + entry.name, readFileSync(file))
    if (entry.isDirectory())
      readFiles(file, `${prefix}${entry.name}/`).forEach((bytes, name) => files.set(name, bytes))
  }
  return files
}
