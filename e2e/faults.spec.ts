import { confirm, count, crashWindow, openAndAsk, result } from './support/actions'
import { expect, test } from './support/test'

const english = 'pexels-gons3.jpg, en, -, 27665601'
const second = 'file2.txt, all, -, 27665604'
const deletes = { method: 'DELETE', path: /\/assets\// }

for (const when of ['before-work', 'after-work'] as const) {
  test(`a DELETE whose connection drops ${when} is sent once, and the listing decides`, async ({
    page,
    server,
  }) => {
    await openAndAsk(page, server, english, second)
    // The listings just before keep their connection open: a browser repeats a request on such a one by itself.
    server.faults.add({ match: { ...deletes, nth: 1 }, fault: { kind: 'drop', when, reset: true } })
    await confirm(page)
    const outcome = when === 'after-work' ? 'Deleted and verified' : 'Still on the server'
    await expect(result(page)).toContainText(outcome)
    const first = server.calls.filter(deletes)[0]
    expect(server.calls.filter(deletes).filter(({ rawQuery }) => rawQuery === first?.rawQuery)).toHaveLength(
      1,
    )
  })
}

test('a redirect never takes the token to another host', async ({ page, server, startServer }) => {
  const other = await startServer()
  await openAndAsk(page, server, english)
  for (const status of [301, 302, 303, 307, 308] as const) {
    server.faults.add({
      match: { ...deletes, nth: 1 },
      fault: { kind: 'redirect', status, location: `${other.url}/api/x` },
    })
  }
  await confirm(page)
  await expect(result(page)).toContainText('Still on the server')
  expect(other.calls.count()).toBe(0)
})

test('a throttled deletion waits, says so, and goes on by itself', async ({ page, server }) => {
  await openAndAsk(page, server, english, second)
  server.faults.add({ match: { ...deletes, nth: 1 }, fault: { kind: 'throttle', retryAfter: 2 } })
  await confirm(page)
  await expect(page.getByRole('region', { name: 'Operations' })).toContainText(
    /asked (us )?to wait|resumes in/i,
  )
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(2, { timeout: 20_000 })
})

for (const fault of [
  { kind: 'html', status: 200 },
  { kind: 'status', status: 200, body: '[]' },
  { kind: 'cut-body', afterBytes: 10, framing: 'close' },
] as const) {
  test(`a listing that is ${fault.kind} on confirmation deletes nothing`, async ({ page, server }) => {
    await openAndAsk(page, server, english, second)
    server.faults.add({ match: { path: /\/assets\/list/ }, fault })
    await confirm(page)
    await expect(result(page)).toContainText('Not deleted', { timeout: 20_000 })
    expect(server.calls.count(deletes)).toBe(0)
    await expect(count(page)).toHaveText(/of 10 selected|10 assets/)
  })
}

test('a crash of the window in the middle of a job changes nothing for it, and a new one shows the result', async ({
  launch,
  server,
}) => {
  const { app, page } = await launch()
  await openAndAsk(page, server, english, second)
  const release = server.faults.hold(deletes)
  const arrived = server.faults.waitFor(deletes)
  await confirm(page)
  await arrived
  await crashWindow(app)
  release()
  // The page object of a crashed window is of no more use: the window itself is asked.
  const shown = (): Promise<unknown> =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText'),
    )
  await expect.poll(shown).toMatch(/(Deleted and verified[\s\S]*){2}/)
  expect(server.calls.count(deletes)).toBe(2)
})

test('a reload in the middle of a job changes nothing for it, and the window catches up', async ({
  page,
  server,
}) => {
  await openAndAsk(page, server, english, second)
  const release = server.faults.hold(deletes)
  const arrived = server.faults.waitFor(deletes)
  await confirm(page)
  await arrived
  await page.reload()
  await expect(page.getByRole('progressbar', { name: 'Delete 2 files' })).toBeVisible()
  release()
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(2)
})
