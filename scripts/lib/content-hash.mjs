import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** @returns {string[]} every file under the path, or the path itself if it is a file */
function filesUnder(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path).flatMap((name) => filesUnder(join(path, name)))
}

/**
 * A hash of names and contents. File times are ignored, because git and copying change them.
 * @param {string} root
 * @param {{ paths: string[], includes?: (path: string) => boolean }} options paths relative to root
 */
export function contentHash(root, { paths, includes = () => true }) {
  const hash = createHash('sha256')
  const files = paths.flatMap((path) => filesUnder(join(root, path)))
  const named = files.map((file) => ({ file, name: relative(root, file).split(sep).join('/') }))
  named.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const { file, name } of named) {
    if (!includes(name)) continue
    const content = readFileSync(file)
    // The length separates name and content, so that two trees never give the same stream of bytes.
    hash.update(`${name}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}
