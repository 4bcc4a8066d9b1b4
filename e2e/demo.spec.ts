import { spawn } from 'node:child_process'
import path from 'node:path'
import { askToDelete, confirm, count, grid, openPlace, result, row } from './support/actions'
import { expect, test } from './support/test'

const root = path.join(__dirname, '..')

test('the demo workspace opens with one button, and a deletion survives a restart', async ({ launch }) => {
  const first = await launch()
  await first.page.getByRole('button', { name: 'Explore the demo workspace' }).click()
  const projects = first.page.getByRole('tree', { name: 'Projects' })
  await expect(projects.getByRole('treeitem').nth(2)).toBeVisible()
  await openPlace(first.page, 'pr7214', [27_665_601])
  await expect(grid(first.page)).toBeVisible()
  const name = 'pexels-gons3.jpg, en, -, 27665601'
  await row(first.page, name).click()
  await askToDelete(first.page)
  await confirm(first.page)
  await expect(result(first.page)).toContainText('Deleted and verified')
  await first.app.close()

  const second = await launch({ args: ['--demo', '--scope=pr7214', '--segments=27665601'] })
  await expect(count(second.page)).toHaveText(/assets$/)
  await expect(row(second.page, name)).toHaveCount(0)
  await expect(row(second.page, name.replace(' en,', ' de,'))).toBeVisible()
})

test('a second instance brings the first to the front and exits', async ({ launch, userData }) => {
  const { app } = await launch()
  // The entry in the keychain has this name.
  expect(await app.evaluate((electron) => electron.app.getName())).toBe('Refshelf')
  // Spawned directly, because Playwright fails at random when a process exits while it attaches.
  const second = spawn(app.process().spawnfile, [root, '--no-sandbox', `--user-data-dir=${userData}`])
  const code = await new Promise((resolve) => second.once('exit', resolve))
  expect(code).toBe(0)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('the window opens with its last size', async ({ launch }) => {
  const first = await launch()
  await first.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1100, height: 720 })
  })
  await first.app.close()
  const second = await launch()
  const bounds = await second.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBounds(),
  )
  expect(bounds).toMatchObject({ width: 1100, height: 720 })
})
