import { askToDelete, confirm, count, openSegments, question, result } from './support/actions'
import { expect, test } from './support/test'

/** Names that a careless client would alter in a URL. */
const names = [
  '#1.png',
  '#',
  'a&b=c.png',
  'a+b.png',
  'x;y?.png',
  '100%.png',
  '%2e%2e',
  '%23',
  '%00',
  '&filename=',
  '=.png',
  'caf\u00e9.png',
  'cafe\u0301.png',
  '\u202egnp.exe',
  'emoji \u{1f98a}.png',
  '\u65e5\u672c\u8a9e.png',
  ' lead.png',
  'trail.png ',
  `"quotes" 'and' <img src=x onerror=alert(1)>.png`,
  `${'long '.repeat(30)}.png`,
  'undefined',
  'ui\\d.png',
]
/** Names that no URL can carry safely; the app must not send them. */
const refused = ['..', '/b.png', 'c\\..\\d.png']
/** No server accepts a request of this length. */
const tooLong = `${'x'.repeat(12_000)}.png`
const survivor = 'survivor.png'

test('hostile names are sent unchanged, four are refused, and the unselected file stays', async ({
  page,
  startServer,
}) => {
  const server = await startServer({
    seed: {
      projects: [{ id: 7214 }],
      documents: [{ did: 1, pid: 7214 }],
      segments: [{ sid: 5, did: 1 }],
      assets: [...names, ...refused, tooLong, survivor].map((name) => ({
        segmentId: 5,
        locale: 'en',
        name,
        bytes: 'x',
      })),
    },
  })
  await openSegments(page, server, [5])
  await expect(count(page)).toHaveText(`${String(names.length + 5)} assets`)
  const grid = page.getByRole('grid', { name: 'Assets' })
  await grid.getByRole('row').nth(1).click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.getByRole('searchbox', { name: 'Search assets' }).fill('')
  await grid.getByRole('row', { name: 'survivor.png, en, -, 5' }).click({ modifiers: ['ControlOrMeta'] })
  await expect(count(page)).toHaveText(`${String(names.length + 4)} of ${String(names.length + 5)} selected`)
  await askToDelete(page)
  await expect(question(page)).toHaveAccessibleName(
    `Delete ${String(names.length)} of ${String(names.length + 4)} files?`,
  )
  // Files that are left out do not count towards the number above which it must be typed.
  await expect(question(page).getByRole('textbox')).toHaveCount(0)
  await confirm(page)
  await expect(result(page).getByText('Deleted and verified', { exact: true })).toHaveCount(names.length)
  await expect(result(page).getByText('Not deleted: this name cannot be asked for safely')).toHaveCount(3)
  await expect(result(page).getByText('Not deleted: name too long for the server')).toHaveCount(1)
  await expect(page.getByText('4 files cannot be deleted from here.')).toBeVisible()
  await page.getByRole('button', { name: 'Copy paths' }).click()
  const remaining = server.store.ofSegment(5).map(({ name }) => name)
  expect([...remaining].sort()).toEqual([...refused, tooLong, survivor].sort())
  expect(server.calls.count({ method: 'DELETE', path: /assets/ })).toBe(names.length)
  await expect(count(page)).toHaveText('4 of 5 selected')
})
