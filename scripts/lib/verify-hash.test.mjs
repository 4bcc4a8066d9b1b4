import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { StopError } from './log.mjs'
import { hashOfTree, verifyHash, verifyTree } from './verify-hash.mjs'

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

test.each([
  ['changed', () => writeFileSync(join(folder, 'lib', 'a.so'), 'b')],
  ['added', () => writeFileSync(join(folder, 'lib', 'b.so'), '')],
  ['removed', () => rmSync(join(folder, 'lib', 'a.so'))],
  [
    'replaced by a link',
    () => {
      rmSync(join(folder, 'lib', 'a.so'))
      symlinkSync('/tmp/a', join(folder, 'lib', 'a.so'))
    },
  ],
])('refuses a folder in which a file was %s', async (_case, change) => {
  mkdirSync(join(folder, 'lib'))
  writeFileSync(join(folder, 'lib', 'a.so'), 'a')
  writeFileSync(join(folder, 'mark.json'), '1')
  const expected = { digest: await hashOfTree(folder, ['mark.json']), except: ['mark.json'] }
  writeFileSync(join(folder, 'mark.json'), '2')
  await expect(verifyTree(folder, expected)).resolves.toBeUndefined()
  change()
  await expect(verifyTree(folder, expected)).rejects.toThrow(StopError)
})
