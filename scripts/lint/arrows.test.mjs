import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inRoot } from '../lib/paths.mjs'

/** An import for each rule, to prove that the rule can fail. */
const forbidden = [
  ['src/shared/model.ts', '../core/identity', 'shared-imports'],
  ['src/shared/ipc/contract.ts', 'zod', 'contract-without-zod'],
  ['src/core/identity.ts', 'node:fs', 'core-imports'],
  ['src/core/places/open.ts', 'electron', 'core-imports'],
  ['src/core/assets/list.ts', '../wordbee/wire-asset', 'wire-types-only-in-wordbee'],
  ['src/core/deletion/deletion-run.ts', '../../testing/memory-disk', 'no-test-code'],
  ['src/main/index.ts', '../demo-server/server', 'main-imports'],
  ['src/main/window.ts', '../renderer/lib/format', 'main-imports'],
  ['src/main/text.ts', 'chardet', 'main-imports'],
  ['src/main/adapters/encoding-detector.ts', 'electron', 'chardet-only-in-its-adapter'],
  ['src/preload/index.ts', 'node:fs', 'preload-imports'],
  ['src/preload/bridge.ts', '../shared/ipc/schemas', 'schemas-only-in-main'],
  ['src/renderer/app/shell.tsx', 'electron', 'renderer-imports'],
  ['src/renderer/app/routes.tsx', '../../core/identity', 'renderer-imports'],
  ['src/renderer/features/browse/list.tsx', '../delete/question', 'features-are-independent'],
  ['src/renderer/features/delete/question.tsx', '../../app/shell', 'features-below-app'],
  ['src/renderer/components/button.tsx', '../features/delete/question', 'components-below-features'],
  ['src/demo-server/server.ts', '../shared/model', 'demo-server-imports'],
  ['src/demo-server/shapes.ts', 'zod', 'demo-server-imports'],
  ['src/testing/memory-disk.ts', 'electron', 'testing-imports'],
  ['src/core/identity.test.ts', '../main/index', 'unit-test-imports'],
  ['e2e/delete.spec.ts', '../src/main/index', 'e2e-imports'],
  ['src/core/storage/log.ts', './blobs', 'no-cycles'],
  ['src/core/storage/blobs.ts', './log', 'no-cycles'],
  ['src/core/storage/none.ts', './nowhere', 'no-unresolved'],
]

const allowed = [
  ['src/main/compose.ts', 'node:fs/promises'],
  ['src/main/adapters.ts', 'electron'],
  ['src/main/router.ts', '../shared/ipc/schemas'],
  ['src/main/demo-mode.ts', '../demo-server/server'],
  ['src/core/wordbee/client.ts', './wire-asset'],
  ['src/demo-server/listen.ts', '@hono/node-server'],
  ['src/renderer/lib/format.ts', '../../shared/model'],
  ['src/core/wordbee/client.test.ts', '../../demo-server/server'],
  ['e2e/list.spec.ts', '../src/demo-server/server'],
]

/** Files that the imports above refer to. */
const importedFiles = ['src/shared/ipc/schemas.ts', 'src/core/wordbee/wire-asset.ts']

let folder = ''
/** @type {string[]} */
let violations = []

function putFile(path, content) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

/** Runs dependency-cruiser on the files above with the configuration of this repository. */
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
  for (const path of importedFiles) putFile(path, 'export const value = 1\n')
  for (const [path, target] of [...forbidden, ...allowed]) {
    putFile(path, `import * as target from '${target}'\nexport const value = target\n`)
  }
  violations = cruise().map(({ from, rule }) => `${from}: ${rule.name}`)
  // It starts another Node process, which takes longer on a busy machine.
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true }))

describe('the import rules', () => {
  test.each(forbidden)('refuse %s -> %s (%s)', (path, _target, rule) => {
    // A cycle is reported only once, for one of its files.
    const reported =
      rule === 'no-cycles' ? violations.filter((line) => line.endsWith(': no-cycles')) : violations
    expect(reported).toEqual(
      expect.arrayContaining([
        rule === 'no-cycles' ? expect.stringContaining('storage') : `${path}: ${rule}`,
      ]),
    )
  })

  test.each(allowed)('allow %s -> %s', (path) => {
    expect(violations.filter((line) => line.startsWith(`${path}: `))).toEqual([])
  })
})
