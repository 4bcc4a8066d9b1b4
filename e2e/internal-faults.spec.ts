import { askToDelete, confirm, openSegments, result, select } from './support/actions'
import { segmentIds } from './support/journey-seed'
import { expect, test } from './support/test'

test('what breaks in main is told in a notice, and the deletion that runs ends right', async ({
  launch,
  server,
}) => {
  const { app, page, output } = await launch()
  const deletes = { method: 'DELETE', path: /\/assets\// }
  await openSegments(page, server, segmentIds)
  await select(page, 'file2.txt, all, -, 27665604', 'pexels-gons3.jpg, en, -, 27665601')
  const arrived = server.faults.waitFor(deletes)
  const release = server.faults.hold(deletes)
  await askToDelete(page)
  await confirm(page)
  await arrived
  await app.evaluate(() => {
    setTimeout(() => {
      throw new Error('thrown where nobody waits')
    })
    void Promise.reject(new Error('rejected where nobody waits'))
  })
  await expect(page.getByText('running operations continue')).toBeVisible()
  release()
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(2)
  expect(output()).toContain('refshelf: not caught: Error')
  expect(output()).toContain('refshelf: not handled: Error')
})
