import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isBuildInput } from './build-app.mjs'
import { contentHash } from './content-hash.mjs'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'refshelf-content-'))
  mkdirSync(join(root, 'src', 'main'), { recursive: true })
  writeFileSync(join(root, 'src', 'main', 'index.ts'), 'start()')
  writeFileSync(join(root, 'src', 'app.test.ts'), 'test()')
  writeFileSync(join(root, 'package.json'), '{}')
})
afterEach(() => rmSync(root, { recursive: true }))

const hash = () => contentHash(root, { paths: ['src', 'package.json'], includes: isBuildInput })

test('stays the same when only file times change', () => {
  const before = hash()
  utimesSync(join(root, 'src', 'main', 'index.ts'), 1, 1)
  expect(hash()).toBe(before)
})

test('changes with a source even if its time and length stay the same', () => {
  const before = hash()
  writeFileSync(join(root, 'src', 'main', 'index.ts'), 'stop_()')
  utimesSync(join(root, 'src', 'main', 'index.ts'), 1, 1)
  expect(hash()).not.toBe(before)
})

test('changes when a file is renamed, added or removed', () => {
  const hashes = [hash()]
  renameSync(join(root, 'src', 'main', 'index.ts'), join(root, 'src', 'main', 'entry.ts'))
  hashes.push(hash())
  writeFileSync(join(root, 'src', 'more.ts'), '')
  hashes.push(hash())
  rmSync(join(root, 'package.json'))
  hashes.push(hash())
  expect(new Set(hashes).size).toBe(4)
})

test('stays the same when only a unit test or a test double changes', () => {
  const before = hash()
  writeFileSync(join(root, 'src', 'app.test.ts'), 'test("more")')
  mkdirSync(join(root, 'src', 'testing'))
  writeFileSync(join(root, 'src', 'testing', 'memory-disk.ts'), '')
  expect(hash()).toBe(before)
})
