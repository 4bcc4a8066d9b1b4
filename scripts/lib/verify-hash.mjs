import { createHash } from 'node:crypto'
import { createReadStream, lstatSync, readdirSync, readlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { StopError } from './log.mjs'

async function hashOfFile(path, { algorithm, encoding }) {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(path), hash)
  return hash.digest(encoding)
}

/**
 * Throws if the content of a file does not have the expected hash.
 * @param {string} path
 * @param {{ algorithm: string, encoding: 'hex' | 'base64', digest: string }} expected
 */
export async function verifyHash(path, expected) {
  const digest = await hashOfFile(path, expected)
  if (digest === expected.digest) return
  throw new StopError(
    `${basename(path)} is not the expected file (its ${expected.algorithm} differs). It was not used.`,
  )
}

/** The paths of all files and links below a folder, sorted, with `/` between their parts. */
function filesBelow(folder, inside = '') {
  return readdirSync(join(folder, inside))
    .sort()
    .flatMap((name) => {
      const path = inside === '' ? name : `${inside}/${name}`
      return lstatSync(join(folder, path)).isDirectory() ? filesBelow(folder, path) : [path]
    })
}

/**
 * One hash of the names, kinds and contents of all files below a folder.
 * @param {string} folder
 * @param {readonly string[]} except names directly in the folder that do not count
 */
export async function hashOfTree(folder, except) {
  const tree = createHash('sha256')
  for (const path of filesBelow(folder)) {
    if (except.includes(path.split('/')[0])) continue
    const file = join(folder, path)
    const content = lstatSync(file).isSymbolicLink()
      ? `link ${readlinkSync(file)}`
      : await hashOfFile(file, { algorithm: 'sha256', encoding: 'hex' })
    tree.update(`${path}\0${content}\n`)
  }
  return tree.digest('hex')
}

/**
 * Throws if the files below a folder are not the expected ones, with none missing or added.
 * @param {string} folder
 * @param {{ digest: string, except?: readonly string[] }} expected except: names directly in the folder that do not count
 */
export async function verifyTree(folder, { digest, except = [] }) {
  if ((await hashOfTree(folder, except)) === digest) return
  throw new StopError(
    `the files in ${folder} were changed. They were not used: remove the folder and run this again`,
  )
}
