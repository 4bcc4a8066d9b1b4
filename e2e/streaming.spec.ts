import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from '@playwright/test'
import { portTest as test } from './support/bare-port'
import { downloadFile, uploadFile } from './support/port-transfers'

/** Smaller than what `npm run bench` moves, and large enough that a body that is held in memory shows. */
const mib = 1_048_576
const size = 128 * mib
const segmentId = 27_665_601
const attach = `/api/resources/assets/${String(segmentId)}?scope=pr7214`

test('a large file streams up, and the app does not grow by it', async ({ electron, platform }) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'refshelf-large-'))
  const file = path.join(folder, 'large.bin')
  const handle = await open(file, 'w')
  await handle.truncate(size)
  await handle.close()
  const { server, headers } = await platform()
  const moved = await uploadFile(electron, {
    ...{ url: `${server.url}/api/media/upload?filename=large.bin`, headers, file, by: 'port' },
  })
  expect(moved).toMatchObject({ end: '200', bytes: size })
  expect(moved.grownBy).toBeLessThan(80 * mib)
  await rm(folder, { recursive: true })
})

test('a large file streams down, and the app does not grow by it', async ({ electron, platform }) => {
  const { server, headers } = await platform()
  await server.store.put({ segmentId, name: 'large.bin', bytes: { size, fill: 65 } })
  const url = `${server.url}${attach}&filename=large.bin`
  const moved = await downloadFile(electron, { url, headers, file: null, by: 'port' })
  expect(moved).toMatchObject({ end: '200', bytes: size })
  expect(moved.grownBy).toBeLessThan(80 * mib)
})
