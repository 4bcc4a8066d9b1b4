import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inRoot } from '../lib/paths.mjs'

/** A rule that no file breaks may be a rule that none can break: here is a file for each. */
const forbidden = [
  ['src/shared/model.ts', '../core/identity', 'shared-stands-alone'],
  ['src/shared/ipc/contract.ts', 'zod', 'contract-without-zod'],
  ['src/core/identity.ts', 'node:fs', 'core-is-plain'],
  ['src/core/places/open.ts', 'electron', 'core-is-plain'],
  ['src/core/assets/list.ts', '../wordbee/wire-asset', 'one-room-knows-the-wire'],
  ['src/core/deletion/deletion-run.ts', '../../testing/memory-disk', 'not-from-tests'],
  ['src/main/index.ts', '../demo-server/server', 'main-is-thin'],
  ['src/main/window.ts', '../renderer/lib/format', 'main-is-thin'],
  ['src/main/text.ts', 'chardet', 'main-is-thin'],
  ['src/main/adapters/encoding-detector.ts', 'electron', 'one-door-to-chardet'],
  ['src/preload/index.ts', 'node:fs', 'preload-is-a-bridge'],
  ['src/preload/bridge.ts', '../shared/ipc/schemas', 'schemas-for-main-alone'],
  ['src/renderer/app/shell.tsx', 'electron', 'renderer-is-sandboxed'],
  ['src/renderer/app/routes.tsx', '../../core/identity', 'renderer-is-sandboxed'],
  ['src/renderer/features/browse/list.tsx', '../delete/question', 'features-apart'],
  ['src/renderer/features/delete/question.tsx', '../../app/shell', 'features-below-app'],
  ['src/renderer/components/button.tsx', '../features/delete/question', 'components-below-features'],
  ['src/demo-server/server.ts', '../shared/model', 'demo-server-reads-for-itself'],
  ['src/demo-server/shapes.ts', 'zod', 'demo-server-reads-for-itself'],
  ['src/testing/memory-disk.ts', 'electron', 'test-doubles-are-ports'],
  ['src/core/identity.test.ts', '../main/index', 'unit-tests-see-their-room'],
  ['e2e/delete.spec.ts', '../src/main/index', 'journeys-from-outside'],
  ['src/core/storage/log.ts', './blobs', 'no-cycles'],
  ['src/core/storage/blobs.ts', './log', 'no-cycles'],
  ['src/core/storage/none.ts', './nowhere', 'no-unresolved'],
]

const allowed = [
  ['src/main/services.ts', 'node:fs/promises'],
  ['src/main/adapters.ts', 'electron'],
  ['src/main/router.ts', '../shared/ipc/schemas'],
  ['src/main/demo-mode.ts', '../demo-server/server'],
  ['src/core/wordbee/client.ts', './wire-asset'],
  ['src/demo-server/listen.ts', '@hono/node-server'],
  ['src/renderer/lib/format.ts', '../../shared/model'],
  ['src/core/wordbee/client.test.ts', '../../demo-server/server'],
  ['e2e/list.spec.ts', '../src/demo-server/server'],
]

/** Files that are imported above and import nothing themselves. */
const leaves = ['src/shared/ipc/schemas.ts', 'src/core/wordbee/wire-asset.ts']

let folder = ''
/** @type {string[]} */
let broken = []

function putFile(path, content) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

/** Runs dependency-cruiser on the files above, with the very configuration of this repository. */
function cruise() {
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'e2e']
  const entry = inRoot('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
  const output = execFileSync(process.execPath, [entry, ...args], { cwd: folder, encoding: 'utf8' })
  return JSON.parse(output).summary.violations
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'refshelf-arrows-'))
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.base.json', 'package.json']) {
    cpSync(inRoot(name), join(folder, name))
  }
  symlinkSync(inRoot('node_modules'), join(folder, 'node_modules'))
  for (const path of leaves) putFile(path, 'export const leaf = 1\n')
  for (const [path, target] of [...forbidden, ...allowed]) {
    putFile(path, `import * as it from '${target}'\nexport const made = it\n`)
  }
  broken = cruise().map(({ from, rule }) => `${from}: ${rule.name}`)
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('the arrows of the architecture', () => {
  test.each(forbidden)('refuse %s -> %s (%s)', (path, _target, rule) => {
    // A cycle is reported once, at whichever of its files comes first.
    const reported = rule === 'no-cycles' ? broken.filter((line) => line.endsWith(': no-cycles')) : broken
    expect(reported).toEqual(
      expect.arrayContaining([
        rule === 'no-cycles' ? expect.stringContaining('storage') : `${path}: ${rule}`,
      ]),
    )
  })

  test.each(allowed)('let %s -> %s through', (path) => {
    expect(broken.filter((line) => line.startsWith(`${path}: `))).toEqual([])
  })
})
