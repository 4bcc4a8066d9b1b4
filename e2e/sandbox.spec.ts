import { chmodSync, mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron } from '@playwright/test'
import { expect, test } from './support/test'
import { electronAsOrdinaryUser, ownedByOrdinaryUser } from './support/wrapped-electron'

test("every renderer of an ordinary user runs in Chromium's sandbox", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'refshelf-sandbox-'))
  chmodSync(folder, 0o755)
  const { executablePath, appPath } = electronAsOrdinaryUser(folder)
  const home = ownedByOrdinaryUser(path.join(folder, 'home'))
  const app = await _electron.launch({
    executablePath,
    args: [appPath, `--user-data-dir=${path.join(home, 'data')}`, '--lang=en'],
    chromiumSandbox: true,
    env: { ...process.env, HOME: home, XDG_RUNTIME_DIR: home },
    timeout: 60_000,
  })
  const page = await app.firstWindow()
  await expect(page.getByRole('heading', { name: 'Connect to a server' })).toBeVisible()
  const renderers = await app.evaluate(({ app: electron }) =>
    electron
      .getAppMetrics()
      .filter(({ type }) => type === 'Tab')
      .map(({ pid }) => pid),
  )
  expect(renderers.length).toBeGreaterThan(0)
  // Read the state from the kernel: a command-line flag would only show what was requested.
  for (const pid of renderers) {
    expect(readFileSync(`/proc/${String(pid)}/status`, 'utf8')).toMatch(/^Seccomp:\s*2$/m)
    expect(userNamespace(pid)).not.toBe(userNamespace(process.pid))
  }
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

function userNamespace(pid: number): string {
  return readlinkSync(`/proc/${String(pid)}/ns/user`)
}
