import { describe, expect, test } from 'vitest'
import { hasDisplay } from './display.mjs'
import { nodeIsNewEnough } from './node-version.mjs'
import { failedRecently, reasonIn } from './official-runtime.mjs'
import { packagesAreCurrent } from './packages.mjs'
import { isDebianFamily, namesForSystem } from './system-libraries.mjs'

test.each([
  ['20.19.0', true],
  ['20.20.2', true],
  ['22.0.0', true],
  ['20.18.9', false],
  ['18.20.0', false],
])('decides whether Node %s is new enough: %s', (version, expected) => {
  expect(nodeIsNewEnough(version)).toBe(expected)
})

describe('packages', () => {
  const entry = { version: '1.0.0', integrity: 'sha512-a' }
  const lock = {
    packages: { '': {}, 'node_modules/a': entry, 'node_modules/b': { ...entry, optional: true } },
  }

  test('are current if npm recorded the versions and hashes of the lock file', () => {
    expect(packagesAreCurrent(lock, { packages: { 'node_modules/a': entry } })).toBe(true)
  })

  test('are not current without a record, as after an interrupted installation', () => {
    expect(packagesAreCurrent(lock, undefined)).toBe(false)
  })

  test.each([
    ['another version', { 'node_modules/a': { ...entry, version: '1.0.1' } }],
    ['another content', { 'node_modules/a': { ...entry, integrity: 'sha512-b' } }],
    ['a missing package', {}],
    ['an additional package', { 'node_modules/a': entry, 'node_modules/c': entry }],
  ])('are not current with %s', (_case, packages) => {
    expect(packagesAreCurrent(lock, { packages })).toBe(false)
  })
})

describe('the official download', () => {
  const at = 1_700_000_000_000
  const hours = (count) => count * 60 * 60 * 1000

  test('is not retried within a day of a failure', () => {
    expect(failedRecently({ version: '45.4.1', at }, { version: '45.4.1', now: at + hours(23) })).toBe(true)
  })

  test.each([
    ['a day has passed', { version: '45.4.1', now: at + hours(24) }],
    ['another version is required', { version: '45.5.0', now: at }],
    ['the clock was set back', { version: '45.4.1', now: at - hours(1) }],
  ])('is retried when %s', (_case, current) => {
    expect(failedRecently({ version: '45.4.1', at }, current)).toBe(false)
  })

  test('reports the last reason in a chain of errors', () => {
    const stack =
      'TypeError: fetch failed\n    at a (b.js:1:1)\n  [cause]: Error: getaddrinfo ENOTFOUND host {\n'
    expect(reasonIn(stack)).toBe('getaddrinfo ENOTFOUND host')
    expect(reasonIn('')).toMatch(/installer/)
  })
})

describe('system packages', () => {
  test('have their old names on Debian 12 and their new ones on Debian 13 and Ubuntu 24.04', () => {
    expect(namesForSystem(['libgtk-3-0', 'xvfb'], '2.36')).toEqual(['libgtk-3-0', 'xvfb'])
    expect(namesForSystem(['libgtk-3-0', 'xvfb'], '2.39')).toEqual(['libgtk-3-0t64', 'xvfb'])
  })

  test.each([
    ['ID=debian', true],
    ['ID=ubuntu\nID_LIKE=debian', true],
    ['ID=linuxmint\nID_LIKE="ubuntu debian"', true],
    ['ID=fedora', false],
    ['ID="rocky"\nID_LIKE="rhel centos fedora"', false],
  ])('are checked on %j: %s', (osRelease, expected) => {
    expect(isDebianFamily(osRelease)).toBe(expected)
  })
})

test('finds a display on Linux only if the environment names one', () => {
  expect(hasDisplay({}, 'linux')).toBe(false)
  expect(hasDisplay({ DISPLAY: '' }, 'linux')).toBe(false)
  expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true)
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true)
  expect(hasDisplay({}, 'darwin')).toBe(true)
})
