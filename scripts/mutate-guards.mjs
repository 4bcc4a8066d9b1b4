import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { guardMutations } from './lib/guard-mutations.mjs'
import { root } from './lib/paths.mjs'
import { log, secondsSince } from './lib/log.mjs'

/**
 * Takes each rule out in turn, in a copy of the sources, and runs the tests that must notice: `npm run guards`, or with
 * words of the rules that are meant (`npm run guards -- P3 "429"`; docs/rules.md defines P1 to P9). Fails where a rule can go unnoticed, or is not where it was.
 */

/** Copies at once: each runs its tests in one process. */
const atOnce = 2
/** After this a test that never ends is ended; it has noticed nothing. Milliseconds. */
const longest = 180_000

const parts = ['src', 'package.json', 'vitest.config.mts', 'tsconfig.base.json', 'tsconfig.tests.json']

function makeCopy() {
  const copy = mkdtempSync(path.join(tmpdir(), 'refshelf-guard-'))
  for (const part of parts) cpSync(path.join(root, part), path.join(copy, part), { recursive: true })
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'))
  return copy
}

/** The source without the rule. */
function mutate(source, { rule, file, find, replace }) {
  const times = source.split(find).length - 1
  if (times !== 1) throw new Error(`"${rule}" stands ${times} times in ${file}`)
  return source.replace(find, () => replace)
}

/** @returns {Promise<{ code: number | null, output: string }>} */
function runTests(copy, { project = 'node', tests }) {
  const args = ['vitest', 'run', '--project', project, '--maxWorkers=1', '--bail=1', ...tests]
  // A group of its own: what runs the tests is a grandchild, and would go on for ever.
  const env = { ...process.env, REFSHELF_LONG_RUNS: '1' }
  const child = spawn('npx', args, { cwd: copy, detached: true, env })
  const end = setTimeout(() => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  }, longest)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  return new Promise((resolve) =>
    child.on('close', (code) => {
      clearTimeout(end)
      resolve({ code, output })
    }),
  )
}

async function isNoticed(copy, mutation) {
  const file = path.join(copy, mutation.file)
  const source = readFileSync(file, 'utf8')
  writeFileSync(file, mutate(source, mutation))
  try {
    const { code, output } = await runTests(copy, mutation)
    return code !== 0 && /\d+ failed/.test(output)
  } finally {
    writeFileSync(file, source)
  }
}

async function work(queue, results) {
  const copy = makeCopy()
  try {
    for (let mutation = queue.shift(); mutation !== undefined; mutation = queue.shift()) {
      const noticed = await isNoticed(copy, mutation)
      results.push(noticed)
      log(`${noticed ? 'noticed     ' : 'NOT NOTICED '} without: ${mutation.rule}`)
    }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

const words = process.argv.slice(2)
const chosen = guardMutations.filter(
  ({ rule }) => words.length === 0 || words.some((word) => rule.includes(word)),
)
for (const mutation of chosen) mutate(readFileSync(path.join(root, mutation.file), 'utf8'), mutation)
const since = performance.now()
const queue = [...chosen]
/** @type {boolean[]} */
const results = []
await Promise.all(Array.from({ length: atOnce }, () => work(queue, results)))
const noticed = results.filter(Boolean).length
log(`${noticed} of ${chosen.length} rules are missed when they are gone (${secondsSince(since)})`)
process.exitCode = noticed === chosen.length ? 0 : 1
