import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import type { DemoServer } from '../src/demo-server'
import { count, goTo, signIn } from './support/actions'
import { apiKey, expect, test, type RunningApp } from './support/test'
import { electronWithKeyring, keyringFolder } from './support/wrapped-electron'

const root = path.join(__dirname, '..')
const signInCalls = { path: /auth\/token/ }

test.describe('with a real keyring', () => {
  test('a remembered key is saved securely and opens the connection at the next start', async ({
    launch,
    server,
    userData,
  }) => {
    const executablePath = electronWithKeyring(userData)
    await storeKey(await launch({ executablePath, args: [root] }), server)
    expect(keyFiles(userData)).toHaveLength(1)

    const second = await launch({ executablePath, args: [root] })
    await openSaved(second.page)
    await expect(second.page.getByRole('navigation', { name: 'Main' })).toBeVisible()
    expect(await second.page.content()).not.toContain(apiKey)
  })

  test('a connection opens at start only if set to, and not when the command line asks for another', async ({
    launch,
    server,
    userData,
  }) => {
    const executablePath = electronWithKeyring(userData)
    const first = await launch({ executablePath, args: [root] })
    await rememberAndSignIn(first.page, server)
    await goTo(first.page, 'Settings')
    await first.page.getByRole('checkbox', { name: /^Open when the app starts/ }).check()
    await expect(first.page.getByText('Saved', { exact: true })).toBeVisible()
    await first.app.close()

    const args = [root, '--scope=pr7214', '--segments=27665601']
    const second = await launch({ executablePath, args })
    await expect(count(second.page)).toBeVisible()
    const signIns = server.calls.count(signInCalls)
    await second.page.reload()
    await expect(count(second.page)).toBeVisible()
    expect(server.calls.count(signInCalls)).toBe(signIns)
    await second.app.close()

    const third = await launch({ executablePath, args: [root, '--demo'] })
    await expect(third.page.getByRole('button', { name: 'Connection: Demo workspace' })).toBeVisible()
    await third.app.close()

    await server.close()
    const { page } = await launch({ executablePath, args: [root] })
    await expect(page.getByRole('listitem').getByRole('alert')).toBeVisible()
    await expect(page.getByRole('button', { name: /acme-loc/ }).first()).toBeEnabled()
  })

  test('a key is not sent to the server that an edited file names', async ({
    launch,
    server,
    startServer,
    userData,
  }) => {
    const executablePath = electronWithKeyring(userData)
    await storeKey(await launch({ executablePath, args: [root] }), server)
    const other = await startServer()
    const file = path.join(userData, 'connections.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace(server.url, other.url))

    const { page } = await launch({ executablePath, args: [root] })
    await openSaved(page)
    await expect(page.getByRole('alert')).toContainText('The stored API key is for another server or account')
    await expect(page.getByRole('alert')).toContainText(server.url)
    await expect(page.getByText('Stored key is for another server')).toBeVisible()
    expect(other.calls.count()).toBe(0)
  })

  test('an unreadable key is kept and reported, and another key can be used for the session', async ({
    launch,
    server,
    userData,
  }) => {
    const executablePath = electronWithKeyring(userData)
    await storeKey(await launch({ executablePath, args: [root] }), server)
    const before = hashOfKeyFile(userData)
    rmSync(keyringFolder(userData), { recursive: true })

    const { page } = await launch({ executablePath, args: [root] })
    await openSaved(page)
    await expect(page.getByText('Stored key unreadable')).toBeVisible()
    for (const name of ['Retry', 'Use for this session', 'Replace stored key']) {
      await expect(page.getByRole('button', { name })).toBeVisible()
    }
    expect(hashOfKeyFile(userData)).toBe(before)
    await page.getByRole('button', { name: 'Use for this session' }).click()
    await page.getByRole('textbox', { name: /^Key for/ }).fill(apiKey)
    await page.getByRole('button', { name: 'Use', exact: true }).click()
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
    expect(hashOfKeyFile(userData)).toBe(before)
  })
})

test('without a keyring the key is kept for this session only, and the window says so', async ({
  launch,
  server,
  userData,
}) => {
  const first = await launch()
  await rememberAndSignIn(first.page, server)
  await expect(first.page.getByText('This session only')).toBeVisible()
  await first.app.close()
  expect(keyFiles(userData)).toEqual([])

  const { page } = await launch()
  await openSaved(page)
  await page.getByRole('textbox', { name: /^Key for/ }).fill(apiKey)
  await page.getByRole('button', { name: 'Use', exact: true }).click()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
})

async function rememberAndSignIn(page: Page, server: { url: string; accountId: string }): Promise<void> {
  await page.getByRole('checkbox', { name: 'Remember on this computer' }).check()
  await signIn(page, server)
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
}

/** Stores the key in the keychain and quits. */
async function storeKey({ app, page }: RunningApp, server: DemoServer): Promise<void> {
  await rememberAndSignIn(page, server)
  await expect(page.getByText('Saved securely')).toBeVisible()
  await app.close()
}

async function openSaved(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /acme-loc/ })
    .first()
    .click()
}

function keyFiles(userData: string): string[] {
  return readdirSync(userData).filter((name) => name.startsWith('key-'))
}

function hashOfKeyFile(userData: string): string {
  const [name] = keyFiles(userData)
  return createHash('sha256')
    .update(readFileSync(path.join(userData, name ?? '')))
    .digest('hex')
}
