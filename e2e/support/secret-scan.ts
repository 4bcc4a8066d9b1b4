import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** Where a secret stands in a folder, in any of the forms that a careless program would write it in. */
export async function findSecret(folder: string, secret: string): Promise<string[]> {
  const needles = formsOf(secret)
  const found: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    // Chromium may remove a file of its own while we look.
    const bytes = await readFile(file).catch(() => Buffer.alloc(0))
    if (needles.some((needle) => bytes.includes(needle))) found.push(path.relative(folder, file))
  }
  return found
}

export function formsOf(secret: string): readonly Buffer[] {
  const utf8 = Buffer.from(secret, 'utf8')
  return [
    utf8,
    Buffer.from(secret, 'utf16le'),
    // Without its last characters, since what follows changes them.
    Buffer.from(utf8.toString('base64').replace(/=+$/, '').slice(0, -2)),
    Buffer.from(utf8.toString('hex')),
  ]
}
