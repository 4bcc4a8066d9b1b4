import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { signIn } from './support/actions'
import { NetworkListener } from './support/network-listener'
import { expect, test } from './support/test'

const root = path.join(__dirname, '..')
// In plain Node the package exports the path of its binary.
const electron = createRequire(__filename)('electron') as string

/** Starts the app without Playwright, as a user or another program would. */
function start(userData: string, argument: string, variables: NodeJS.ProcessEnv = {}): ChildProcess {
  const env = { ...process.env, ...variables }
  return spawn(electron, [root, '--no-sandbox', `--user-data-dir=${userData}`, argument], { env })
}

async function endOf(
  child: ChildProcess,
): Promise<{ readonly code: number | null; readonly output: string }> {
  let output = ''
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, output }
}

test('the app starts without Playwright and without such switches', async ({ userData }) => {
  const child = start(userData, '--demo')
  const end = endOf(child)
  // The demo has its folder once the app has opened it.
  await expect.poll(() => existsSync(path.join(userData, 'demo', 'blobs')), { timeout: 30_000 }).toBe(true)
  expect(child.exitCode).toBeNull()
  child.kill()
  await end
})

for (const argument of [
  '--ignore-certificate-errors',
  '--host-resolver-rules=MAP * 127.0.0.1',
  '--proxy-bypass-list=*',
]) {
  test(`the app does not start with ${argument}`, async ({ userData }) => {
    const { code, output } = await endOf(start(userData, argument))
    expect(code).toBe(1)
    expect(output).toContain(`does not start with ${argument.split('=')[0] ?? ''}`)
  })
}

test('the app does not start if the keys of TLS are written to a file', async ({ userData }) => {
  const { code, output } = await endOf(
    start(userData, '--demo', { SSLKEYLOGFILE: path.join(userData, 'keys') }),
  )
  expect(code).toBe(1)
  expect(output).toContain('does not start with SSLKEYLOGFILE')
})

test('in a test, unsafe switches are shown, and names still lead to this computer', async ({
  launch,
  server,
}) => {
  const listener = new NetworkListener()
  await listener.open()
  const { page } = await launch({
    args: [
      `--host-resolver-rules=MAP localhost 127.0.0.1:${String(listener.tcpPort)}`,
      '--ignore-certificate-errors',
    ],
  })
  const banner = page.getByRole('region', { name: 'Protections are off' })
  await expect(banner).toContainText('--host-resolver-rules')
  await expect(banner).toContainText('--ignore-certificate-errors')
  await signIn(page, { url: server.url.replace('127.0.0.1', 'localhost'), accountId: server.accountId })
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  expect(listener.connections).toBe(0)
  listener.close()
})

test('an ordinary start shows no such banner', async ({ launch }) => {
  const { page } = await launch()
  await expect(page.getByRole('heading', { name: 'Connect to a server' })).toBeVisible()
  await expect(page.getByText('Protections are off')).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Trial runtime' })).toContainText('end-of-life')
})
