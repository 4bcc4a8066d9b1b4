import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { guardMutations } from './lib/guard-mutations.mjs'
import { root } from './lib/paths.mjs'
import { log, secondsSince } from './lib/log.mjs'

/**
 * Removes each guard in turn from a copy of the sources and runs the tests that must then fail: `npm run guards`, or with
 * words from the names of guards (`npm run guards -- P3 "429"`; docs/rules.md defines P1 to P9), or for the files of the last
 * commit (`--changed`). Fails if the tests of a guard still pass, or if the source line of any guard is not found.
 */

/** Copies that are tested in parallel, each in one process. */
const copyCount = 2
/** How many guards `--changed` tests at most, so that `npm test` stays short. */
const maxChanged = 12
/** Time limit of a test run in milliseconds. A run that exceeds it has not detected the missing guard. */
const timeoutMs = 180_000

const parts = ['src', 'package.json', 'vitest.config.mts', 'tsconfig.base.json', 'tsconfig.tests.json']

function makeCopy() {
  const copy = mkdtempSync(path.join(tmpdir(), 'refshelf-guard-'))
  for (const part of parts) cpSync(path.join(root, part), path.join(copy, part), { recursive: true })
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'))
  return copy
}

/** The source without the guard. */
function mutate(source, { rule, file, find, replace }) {
  const matchCount = source.split(find).length - 1
  if (matchCount !== 1) throw new Error(`"${rule}" matches ${matchCount} times in ${file}`)
  return source.replace(find, () => replace)
}

/** @returns {Promise<{ code: number | null, output: string }>} */
function runTests(copy, { project = 'node', tests }) {
  const args = ['vitest', 'run', '--project', project, '--maxWorkers=1', '--bail=1', ...tests]
  // A separate process group, because the tests run in a grandchild, which would otherwise survive the kill below.
  const env = { ...process.env, REFSHELF_LONG_RUNS: '1' }
  const child = spawn('npx', args, { cwd: copy, detached: true, env })
  const timer = setTimeout(() => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  }, timeoutMs)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  return new Promise((resolve) =>
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code, output })
    }),
  )
}

async function isDetected(copy, mutation) {
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

async function testMutations(queue, results) {
  const copy = makeCopy()
  try {
    for (let mutation = queue.shift(); mutation !== undefined; mutation = queue.shift()) {
      const detected = await isDetected(copy, mutation)
      results.push(detected)
      log(`${detected ? 'detected    ' : 'NOT DETECTED'} removal of: ${mutation.rule}`)
    }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** The files that the last commit or the working tree changed; none if there is no earlier commit. */
function changedFiles() {
  const { status, stdout } = spawnSync('git', ['diff', '--name-only', 'HEAD^'], {
    cwd: root,
    encoding: 'utf8',
  })
  return new Set(status === 0 ? stdout.split('\n') : [])
}

function selectMutations({ values, positionals: words }) {
  if (values.changed) {
    const changed = changedFiles()
    const touched = guardMutations.filter(({ file, tests }) =>
      [file, ...tests].some((name) => changed.has(name)),
    )
    if (touched.length > maxChanged)
      log(
        `${touched.length} guards are in changed files, ${maxChanged} of them are tested; the rest: npm run guards`,
      )
    return touched.slice(0, maxChanged)
  }
  return guardMutations.filter(({ rule }) => words.length === 0 || words.some((word) => rule.includes(word)))
}

for (const mutation of guardMutations) mutate(readFileSync(path.join(root, mutation.file), 'utf8'), mutation)
const selected = selectMutations(
  parseArgs({ allowPositionals: true, options: { changed: { type: 'boolean', default: false } } }),
)
const since = performance.now()
const queue = [...selected]
/** @type {boolean[]} */
const results = []
await Promise.all(Array.from({ length: copyCount }, () => testMutations(queue, results)))
const detectedCount = results.filter(Boolean).length
log(`the removal of ${detectedCount} of ${selected.length} guards is detected (${secondsSince(since)})`)
process.exitCode = detectedCount === selected.length ? 0 : 1
