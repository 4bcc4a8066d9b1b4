import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** The files in a folder that contain one of the secrets in any common encoding. */
export async function findSecrets(folder: string, secrets: readonly string[]): Promise<string[]> {
  const needles = secrets.flatMap(formsOf)
  const found: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    // Chromium may remove one of its files during the scan.
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
    // Without the last characters, because they depend on the bytes that follow.
    Buffer.from(utf8.toString('base64').replace(/=+$/, '').slice(0, -2)),
    Buffer.from(utf8.toString('hex')),
  ]
}
