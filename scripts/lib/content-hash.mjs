import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** @returns {string[]} every file under the path, or the path itself when it is a file */
function filesUnder(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path).flatMap((name) => filesUnder(join(path, name)))
}

/**
 * One hash over names and contents. Content, because git and copies give old bytes new times.
 * @param {string} root
 * @param {{ paths: string[], counts?: (path: string) => boolean }} what paths relative to root
 */
export function contentHash(root, { paths, counts = () => true }) {
  const hash = createHash('sha256')
  const files = paths.flatMap((path) => filesUnder(join(root, path)))
  const named = files.map((file) => ({ file, name: relative(root, file).split(sep).join('/') }))
  named.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const { file, name } of named) {
    if (!counts(name)) continue
    const content = readFileSync(file)
    // The length stands between name and content, so that no two trees give the same stream of bytes.
    hash.update(`${name}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}
