import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { isEndOfLife, isTrialRuntime, pinnedElectronMajor } from './runtime'

const root = path.join(__dirname, '../..')
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  devDependencies: { electron: string }
}

describe('the Electron runtime', () => {
  it('is pinned to the major version in package.json', () => {
    expect(manifest.devDependencies.electron.split('.')[0]).toBe(String(pinnedElectronMajor))
  })

  it('is a trial runtime on every other major version', () => {
    expect([isTrialRuntime('25.1.1'), isTrialRuntime('45.9.0'), isTrialRuntime('46.0.0')]).toEqual([
      true,
      false,
      true,
    ])
  })

  it('is end-of-life if it is older', () => {
    expect(['25.1.1', '44.9.0', '45.0.0', '46.0.0'].map((version) => isEndOfLife(version))).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})
