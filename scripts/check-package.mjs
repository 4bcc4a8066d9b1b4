import { createHash } from 'node:crypto'
import { spawn, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { chromium, expect } from '@playwright/test'
import { log, runScript, StopError } from './lib/log.mjs'
import { artifacts, inRoot } from './lib/paths.mjs'
import { capture, runTool } from './lib/run.mjs'

/**
 * Builds the trial package, installs it in this system, uses it as an ordinary user with the sandbox on, upgrades it, tries to
 * get around its fuses, and removes it. Needs root on Debian or Ubuntu; leaves the system as it was.
 */
const name = 'refshelf-trial'
const folder = `/opt/${name}`
const user = 'refshelf-check'
const output = join(artifacts, 'package')

function must(command, args) {
  const { ok, stdout, stderr } = capture(command, args)
  if (!ok) throw new StopError(`${command} ${args.join(' ')} failed: ${stderr.trim() || stdout.trim()}`)
  return stdout
}

function expectThat(isTrue, text) {
  if (!isTrue) throw new StopError(`not true: ${text}`)
  log(`  ${text}`)
}

async function build() {
  if ((await runTool(inRoot('scripts', 'package.mjs'), ['--trial'])) !== 0)
    throw new StopError('the package could not be built')
  return findBuilt()
}

function findBuilt() {
  const file = readdirSync(output).find((entry) => entry.endsWith('.deb'))
  if (file === undefined) throw new StopError('there is no package in artifacts/package')
  const deb = join(output, file)
  return { deb, hash: createHash('sha256').update(readFileSync(deb)).digest('hex') }
}

function checkContent(deb) {
  const paths = must('dpkg-deb', ['-c', deb])
    .split('\n')
    .map((line) => line.split(' ./')[1] ?? '')
  const asar = readFileSync(join(output, 'linux-unpacked/resources/app.asar')).toString('latin1', 0, 200_000)
  expectThat(
    !paths.some((path) => /\.map$|\.ts$|node_modules|default_app/.test(path)),
    'the package holds no sources and no modules',
  )
  expectThat(!asar.includes('"node_modules"') && !asar.includes('.map"'), 'nor does its archive')
  for (const file of [
    'THIRD-PARTY.txt',
    'sbom.cdx.json',
    'LICENSES.chromium.html',
    'resources/apparmor-profile',
  ])
    expectThat(paths.includes(`opt/${name}/${file}`), `it holds ${file}`)
}

/** A copy of the package with a lower version, to upgrade from. */
function olderPackage(deb) {
  const work = mkdtempSync(join(tmpdir(), 'refshelf-older-'))
  must('dpkg-deb', ['-R', deb, join(work, 'root')])
  const control = join(work, 'root/DEBIAN/control')
  writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .*$/m, 'Version: 0.0.1~trial'))
  const older = join(work, 'older.deb')
  must('dpkg-deb', ['--root-owner-group', '-Znone', '--build', join(work, 'root'), older])
  return { older, forget: () => rmSync(work, { recursive: true, force: true }) }
}

/** Where Chromium writes the port on which it can be driven. */
const portFile = (home) => join(home, '.config/Refshelf/DevToolsActivePort')

/** Starts the installed command as the ordinary user. @param {{ home: string, args?: string[], env?: Record<string, string> }} options */
function start({ home, args = [], env = {} }) {
  // Of an earlier start.
  rmSync(portFile(home), { force: true })
  const variables = Object.entries({ HOME: home, PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', ...env })
  const command = ['-u', user, '--', 'env', '-i', ...variables.map(([key, value]) => `${key}=${value}`)]
  const app = ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24 -noreset', `/usr/bin/${name}`]
  const child = spawn('runuser', [...command, ...app, '--lang=en', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += String(chunk)))
  const ended = new Promise((resolve) => child.on('close', resolve))
  return {
    output: () => printed,
    ended,
    async stop() {
      spawnSync('pkill', ['-u', user, '-f', folder])
      await Promise.race([ended, delay(10_000)])
      spawnSync('pkill', ['-9', '-u', user])
      await ended
    },
  }
}

/** Polls, because a file of another process announces nothing. */
async function waitFor(what, probe) {
  for (const until = Date.now() + 60_000; Date.now() < until; await delay(100)) {
    const value = probe()
    if (value) return value
  }
  throw new StopError(`waited in vain for ${what}`)
}

async function connect(home) {
  const file = portFile(home)
  const port = await waitFor(
    'the debugging port',
    () => existsSync(file) && readFileSync(file, 'utf8').split('\n')[0],
  )
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true })
  const [context] = browser.contexts()
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
  if (page === undefined) throw new StopError('the app has no window')
  return { browser, page }
}

/** The sandbox of each renderer, from /proc. */
function renderers() {
  return must('pgrep', ['-u', user, '-f', 'type=renderer'])
    .trim()
    .split('\n')
    .map((pid) => {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8')
      const field = (key) => new RegExp(`^${key}:\\s*(\\d+)`, 'm').exec(status)?.[1]
      return { seccomp: field('Seccomp'), noNewPrivileges: field('NoNewPrivs') }
    })
}

async function deleteAndRestore(page) {
  const tree = page.getByRole('tree', { name: 'Projects' })
  for (const item of [/Paper Harbour/, /menu\.docx/])
    await tree.getByRole('treeitem', { name: item }).first().click()
  const row = page.getByRole('grid', { name: 'Assets' }).getByRole('row', { selected: false }).nth(2)
  const file = (await row.getAttribute('aria-label')) ?? ''
  await row.click()
  await page.getByRole('toolbar', { name: 'Asset actions' }).getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete permanently' }).click()
  const result = page.getByRole('status', { name: 'Delete result' })
  await expect(result.getByText('Deleted and verified')).toHaveCount(1, { timeout: 60_000 })
  await expect(page.getByRole('row', { name: file, exact: true })).toHaveCount(0)
  log('  a file is deleted, and verified on the server')
  await result.getByRole('button', { name: 'Restore' }).first().click()
  await expect(page.getByRole('row', { name: file, exact: true })).toHaveCount(1, { timeout: 60_000 })
  log('  it is restored')
}

async function useApp(home, switches) {
  const app = start({ home, args: ['--demo', '--remote-debugging-port=0', ...switches] })
  try {
    const { browser, page } = await connect(home)
    await expect(page.getByRole('tree', { name: 'Projects' })).toBeVisible({ timeout: 60_000 })
    const found = renderers()
    const isSandboxed = found.every(
      ({ seccomp, noNewPrivileges }) => seccomp === '2' && noNewPrivileges === '1',
    )
    expectThat(
      found.length > 0 && isSandboxed,
      `${found.length} renderers run under seccomp ${switches.join(' ')}`,
    )
    await deleteAndRestore(page)
    await browser.close()
  } catch (error) {
    log(app.output().split('\n').slice(-20).join('\n'))
    throw error
  } finally {
    await app.stop()
  }
}

async function tryFuses(home) {
  const script = join(home, 'marker.cjs')
  const marker = join(home, 'marker')
  writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '')\nprocess.exit(0)\n`)
  const attempts = [
    { title: 'ELECTRON_RUN_AS_NODE', args: [script], env: { ELECTRON_RUN_AS_NODE: '1' } },
    { title: 'NODE_OPTIONS', args: [], env: { NODE_OPTIONS: `--require=${script}` } },
    { title: 'an app as argument', args: [script], env: {} },
  ]
  for (const { title, args, env } of attempts) {
    const app = start({ home, args: ['--demo', '--remote-debugging-port=0', ...args], env })
    try {
      const { browser } = await connect(home)
      await browser.close()
      expectThat(!existsSync(marker), `${title} runs no foreign code`)
    } finally {
      await app.stop()
    }
  }
  const inspected = start({ home, args: ['--demo', '--inspect=127.0.0.1:39229'] })
  await inspected.ended
  expectThat(/does not start with --inspect/.test(inspected.output()), '--inspect is refused')
  const app = join(folder, 'resources/app')
  must('mkdir', [app])
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'foreign', main: 'main.js' }))
  writeFileSync(join(app, 'main.js'), readFileSync(script, 'utf8'))
  const foreign = start({ home, args: ['--demo', '--remote-debugging-port=0'] })
  try {
    const { browser } = await connect(home)
    await browser.close()
    expectThat(!existsSync(marker), 'a folder beside the archive is not run')
  } finally {
    await foreign.stop()
    rmSync(app, { recursive: true, force: true })
  }
}

function checkRemoved() {
  const left = [
    folder,
    `/usr/bin/${name}`,
    `/usr/share/applications/${name}.desktop`,
    `/etc/apparmor.d/${name}`,
  ]
  expectThat(!left.some((path) => existsSync(path)), 'nothing of the package is left')
}

async function checkInstalled(deb) {
  const home = mkdtempSync(join(tmpdir(), 'refshelf-home-'))
  const { older, forget } = olderPackage(deb)
  try {
    must('useradd', ['--no-create-home', '--home-dir', home, '--shell', '/bin/sh', user])
    must('chown', [user, home])
    must('dpkg', ['-i', older])
    const helper = must('stat', ['-c', '%a %U', `${folder}/chrome-sandbox`]).trim()
    expectThat(helper === '4755 root', 'the sandbox helper is setuid root')
    log('used as an ordinary user')
    await useApp(home, [])
    log('used with the setuid sandbox')
    await useApp(home, ['--disable-namespace-sandbox'])
    const before = readdirSync(join(home, '.config/Refshelf'))
    log('upgraded')
    must('dpkg', ['-i', deb])
    expectThat(existsSync(`/usr/bin/${name}`), 'the command survives the upgrade')
    await useApp(home, [])
    const after = new Set(readdirSync(join(home, '.config/Refshelf')))
    expectThat(
      before.filter((entry) => !/^(?:Singleton|DevTools)/.test(entry)).every((entry) => after.has(entry)),
      'the user data is kept',
    )
    log('attacked')
    await tryFuses(home)
  } finally {
    spawnSync('pkill', ['-9', '-u', user])
    capture('dpkg', ['-P', name])
    capture('userdel', [user])
    rmSync(home, { recursive: true, force: true })
    forget()
  }
  checkRemoved()
}

await runScript(async (args) => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !capture('dpkg', ['--version']).ok)
    throw new StopError('this check installs a package, so it needs root on Debian or Ubuntu')
  if (existsSync(folder)) throw new StopError(`${name} is installed here already; remove it first`)
  const first = args.includes('--built') ? findBuilt() : await build()
  checkContent(first.deb)
  if (!args.includes('--quick')) {
    const kept = join(output, '..', 'first.deb')
    cpSync(first.deb, kept)
    const second = await build()
    expectThat(second.hash === first.hash, 'a second build is equal')
    rmSync(kept)
  }
  mkdirSync(output, { recursive: true })
  await checkInstalled(first.deb)
  log('the package check passed')
  return 0
})
