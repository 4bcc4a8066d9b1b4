import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ROOT } from './lib/paths.mjs'
import { say } from './lib/say.mjs'

/**
 * Takes each guard against "delete without a name" out in turn, in a copy, and runs the tests that must notice.
 * A guard that can go without a test failing is not a guard (SECURITY.md, "The one door").
 */
const GUARDS = [
  {
    name: 'a: a blank name cannot become a target',
    file: 'src/core/assets/delete-target.ts',
    find: "if (isBlank(name) || name === 'undefined' || name === 'null') return false",
    replace: '',
    tests: ['src/core/wordbee/delete-asset.test.ts'],
  },
  {
    name: 'b: the client offers no general request',
    file: 'src/core/wordbee/client.ts',
    find: 'countListings,\n    download:',
    replace: 'countListings,\n    ...{ request: exchange },\n    download:',
    tests: ['src/core/wordbee/one-door.test.ts'],
  },
  {
    name: 'c: the finished URL is parsed back and compared',
    file: 'src/core/wordbee/delete-asset.ts',
    find: 'const parsed = new URL(url)',
    replace: 'if (root) return true\n  const parsed = new URL(url)',
    tests: ['src/core/wordbee/delete-asset.test.ts'],
  },
  {
    name: 'd: no DELETE is sent without a permit for that very URL',
    file: 'src/core/wordbee/exchange.ts',
    find: "if (call.method === 'DELETE' && !isPermitted(call.permit, call.url)) {",
    replace: "if (call.url === '' && !isPermitted(call.permit, call.url)) {",
    tests: ['src/core/wordbee/one-door.test.ts'],
  },
  {
    name: 'e: the server of the tests trips on a DELETE without a name',
    file: 'src/demo-server/tripwire.ts',
    find: "if (filename === null || filename.trim() === '') return true",
    replace: '',
    tests: ['src/demo-server'],
  },
]

/** @param {typeof GUARDS[number]} guard */
function isNoticed(guard) {
  const copy = mkdtempSync(path.join(tmpdir(), 'refshelf-guard-'))
  try {
    for (const part of [
      'src',
      'package.json',
      'vitest.config.mts',
      'tsconfig.base.json',
      'tsconfig.tests.json',
    ]) {
      cpSync(path.join(ROOT, part), path.join(copy, part), { recursive: true })
    }
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'))
    const file = path.join(copy, guard.file)
    const source = readFileSync(file, 'utf8')
    if (!source.includes(guard.find))
      throw new Error(`guard ${guard.name} is not where it was: ${guard.file}`)
    writeFileSync(file, source.replace(guard.find, guard.replace))
    const run = spawnSync('npx', ['vitest', 'run', '--project', 'node', ...guard.tests], {
      cwd: copy,
      encoding: 'utf8',
    })
    return run.status !== 0 && /\d+ failed/.test(run.stdout)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

const results = GUARDS.map((guard) => ({ name: guard.name, noticed: isNoticed(guard) }))
for (const { name, noticed } of results) say(`${noticed ? 'noticed' : 'NOT NOTICED'}  without ${name}`)
process.exitCode = results.every(({ noticed }) => noticed) ? 0 : 1
