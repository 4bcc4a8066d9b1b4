import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { StopError } from './log.mjs'
import { verifyHash } from './verify-hash.mjs'

const hello = {
  algorithm: 'sha256',
  encoding: /** @type {const} */ ('hex'),
  digest: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'refshelf-hash-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function fileWith(content) {
  const path = join(folder, 'runtime.tgz')
  writeFileSync(path, content)
  return path
}

test('accepts a file with the expected bytes', async () => {
  await expect(verifyHash(fileWith('hello'), hello)).resolves.toBeUndefined()
})

test.each(['hellp', 'hello ', ''])('refuses a file with other bytes: %j', async (content) => {
  await expect(verifyHash(fileWith(content), hello)).rejects.toThrow(StopError)
  await expect(verifyHash(fileWith(content), hello)).rejects.toThrow(/runtime\.tgz is not the expected file/)
})

test('refuses a file if no digest is known', async () => {
  await expect(verifyHash(fileWith('hello'), { ...hello, digest: '' })).rejects.toThrow(StopError)
})
