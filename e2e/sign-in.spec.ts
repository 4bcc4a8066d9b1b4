import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { createSelfSignedCertificate } from '../src/demo-server'
import { count, grid, openPlace, signIn } from './support/actions'
import { apiKey, expect, test } from './support/test'

test('the right key opens the workspace and shows account and host', async ({ page, server }) => {
  await expect(page.getByRole('heading', { name: 'Connect to a server' })).toBeVisible()
  await signIn(page, server)
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await expect(page.getByRole('banner')).toContainText('acme-loc')
  await expect(page.getByRole('banner')).toContainText(new URL(server.url).host)
  expect(await page.content()).not.toContain(apiKey)
})

test('an address with /api and slashes is the same server', async ({ page, server }) => {
  await signIn(page, { url: `${server.url}/api//`, accountId: server.accountId })
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
})

test('a wrong key is reported, and the right one then works', async ({ page, server }) => {
  await signIn(page, server, 'not-the-key')
  await expect(page.getByRole('alert')).toContainText('API key')
  expect(await page.content()).not.toContain('not-the-key')
  await page.getByRole('textbox', { name: 'API key' }).fill(apiKey)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
})

test('an unreachable server is reported', async ({ page }) => {
  await signIn(page, { url: `http://127.0.0.1:${String(await freePort())}`, accountId: 'acme-loc' })
  await expect(page.getByRole('alert')).toContainText('cannot be reached')
})

test('an untrusted certificate is reported, and no key is sent', async ({ page, startServer }) => {
  const server = await startServer({ tls: createSelfSignedCertificate() })
  await signIn(page, server)
  await expect(page.getByRole('alert')).toContainText('certificate')
  expect(server.calls.count()).toBe(0)
})

test('a server that is not a Wordbee platform is reported', async ({ page, server }) => {
  server.faults.add({ match: { path: /auth\/token/ }, fault: { kind: 'html', status: 200 } })
  await signIn(page, server)
  await expect(page.getByRole('alert')).toContainText('not from a Wordbee platform')
})

test('an installation without the asset API is reported', async ({ page, server }) => {
  server.switches.assetApi = 'absent'
  await signIn(page, server)
  await openPlace(page, 'pr7214', [27_665_601])
  await expect(page.getByRole('alert')).toContainText('does not offer reference material')
})

test('the trial runtime refuses remote hosts, and every runtime refuses remote plain http', async ({
  launch,
}) => {
  const { page, app } = await launch()
  await signIn(page, { url: 'http://platform.example', accountId: 'acme-loc' })
  await expect(page.getByRole('alert')).toContainText('Plain http is not allowed')
  const isTrial = await app.evaluate(() => !process.versions.electron.startsWith('45.'))
  await expect(page.getByRole('region', { name: 'Trial runtime' })).toHaveCount(isTrial ? 1 : 0)
  await signIn(page, { url: 'https://platform.example', accountId: 'acme-loc' })
  // On the pinned runtime the host simply does not resolve.
  await expect(page.getByRole('alert')).toContainText(isTrial ? 'trial runtime' : 'cannot be reached')
})

for (const status of [400, 401] as const) {
  test(`an expired token is renewed silently (${String(status)})`, async ({ page, server }) => {
    server.switches.tokenErrorStatus = status
    await signIn(page, server)
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
    server.expireTokens()
    await openPlace(page, 'pr7214', [27_665_601])
    await expect(grid(page)).toBeVisible()
    await expect(count(page)).toHaveText('4 assets')
    await expect(page.getByRole('alert')).toHaveCount(0)
  })
}

test('the environment connects at once and stores nothing', async ({ launch, server, userData }) => {
  const { page } = await launch({
    env: { REFSHELF_SERVER_URL: server.url, REFSHELF_ACCOUNT_ID: server.accountId, REFSHELF_API_KEY: apiKey },
    args: ['--scope=pr7214', '--segments=27665601,27665602'],
  })
  await expect(count(page)).toHaveText('6 assets')
  expect(() => readFileSync(path.join(userData, 'connections.json'))).toThrow('ENOENT')
})

test('quitting revokes the token', async ({ launch, server }) => {
  const { page, app } = await launch()
  await signIn(page, server)
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await app.close()
  expect(server.calls.count({ method: 'DELETE', path: /auth\/token/ })).toBe(1)
})

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 1
}
