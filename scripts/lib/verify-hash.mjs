import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { StopError } from './log.mjs'

async function hashOfFile(path, { algorithm, encoding }) {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(path), hash)
  return hash.digest(encoding)
}

/**
 * Refuses a file that is not, byte for byte, the one that was looked at when its hash was written down.
 * @param {string} path
 * @param {{ algorithm: string, encoding: 'hex' | 'base64', digest: string }} expected
 */
export async function verifyHash(path, expected) {
  const found = await hashOfFile(path, expected)
  if (found === expected.digest) return
  throw new StopError(
    `${basename(path)} is not the file that was expected (${expected.algorithm} differs). It was not used.`,
  )
}
