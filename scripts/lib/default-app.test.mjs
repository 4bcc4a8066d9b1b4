import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inRoot } from './paths.mjs'

/** Replaces Electron, so that Node can run the trial runtime's default app without a display. */
const fakeElectron = `
const Module = require('node:module')
process.argv.splice(1, 1) // Node has the script here, Electron the first argument
const args = process.argv.slice(1)
const paths = { appData: '/home/me/.config', userData: '/chosen/by/electron' }
const recorded = { loaded: [] }
global.recorded = recorded
const app = {
  commandLine: { hasSwitch: (name) => args.some((arg) => arg.startsWith('--' + name)) },
  getPath: (name) => paths[name],
  setPath: (name, value) => { paths[name] = value },
  setAppPath: (path) => { recorded.appPath = path },
  setVersion: (version) => { recorded.version = version },
  exit: (code) => { recorded.exit = code },
}
process.on('exit', () => console.log(JSON.stringify({ ...recorded, name: app.name, userData: paths.userData })))
const load = Module._load
Module._load = (id, ...rest) => (id === 'electron' ? { app } : load(id, ...rest))
`

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'refshelf-default-app-'))
  writeFileSync(join(folder, 'fake-electron.cjs'), fakeElectron)
  const manifest = { name: 'trial', productName: 'Trial', version: '3.2.1', main: 'index.js' }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  writeFileSync(join(folder, 'index.js'), "recorded.loaded.push('app')")
  writeFileSync(join(folder, 'loader.cjs'), "recorded.loaded.push('loader')")
})
afterAll(() => rmSync(folder, { recursive: true }))

function runDefaultApp(...args) {
  const entry = inRoot('resources', 'trial-runtime', 'default_app', 'main.js')
  const output = execFileSync(process.execPath, ['-r', join(folder, 'fake-electron.cjs'), entry, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return JSON.parse(output)
}

test('gives the app its own name, version and path', () => {
  expect(runDefaultApp(folder)).toMatchObject({
    name: 'Trial',
    version: '3.2.1',
    appPath: folder,
    loaded: ['app'],
  })
})

test('gives each app a separate profile', () => {
  expect(runDefaultApp(folder).userData).toBe(join('/home/me/.config', 'Trial'))
})

test('keeps a requested profile, so that two runs do not share one', () => {
  expect(runDefaultApp(folder, '--user-data-dir=/one').userData).toBe('/chosen/by/electron')
  expect(runDefaultApp('--user-data-dir=/two', folder).userData).toBe('/chosen/by/electron')
})

test('loads the modules of -r before the app, as Playwright requires', () => {
  const result = runDefaultApp('-r', join(folder, 'loader.cjs'), '--inspect=0', folder, '--demo')
  expect(result.loaded).toEqual(['loader', 'app'])
})

test('loads the first argument that is not a switch as the app', () => {
  expect(runDefaultApp('--no-sandbox', '--lang=en', folder, 'second').appPath).toBe(folder)
})

test('exits with an error if there is no app', () => {
  expect(runDefaultApp('--demo')).toMatchObject({ exit: 1, loaded: [] })
})
