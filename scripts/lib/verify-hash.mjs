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
