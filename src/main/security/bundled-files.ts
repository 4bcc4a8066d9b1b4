import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
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

/** The app's own files by their exact paths in URLs. Their bytes are read on request: most are never asked for. */
export class BundledFiles {
  private readonly files: ReadonlyMap<string, string>

  /** Without any file if the folder does not exist. */
  constructor(folder: string) {
    this.files = new Map(listFiles(folder, '/'))
  }

  async readFile(name: string): Promise<Buffer | null> {
    const file = this.files.get(name)
    return file === undefined ? null : readFile(file)
  }
}

function listFiles(folder: string, prefix: string): (readonly [string, string])[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) return listFiles(file, `${prefix}${entry.name}/`)
    return entry.isFile() ? [[prefix + entry.name, file] as const] : []
  })
}
