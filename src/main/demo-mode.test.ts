import { mkdtemp, readdir, rm, stat, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDemoMode } from './demo-mode'

let folder: string

beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'refshelf-demo-')), 'demo')
})

afterEach(() => rm(path.dirname(folder), { recursive: true, force: true }))

const isUp = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  )

it('stops listening, and starts again on the same files', async () => {
  const demo = createDemoMode(folder)
  const first = await demo.start()
  expect(await isUp(first.serverUrl)).toBe(true)
  const stopping = demo.stop()
  const second = await demo.start()
  await stopping
  expect(await isUp(first.serverUrl)).toBe(false)
  expect(await isUp(second.serverUrl)).toBe(true)
  await demo.stop()
  await demo.stop()
  expect(await isUp(second.serverUrl)).toBe(false)
})

it.runIf(process.platform !== 'win32')(
  'keeps its files for this user only, also those of an earlier version',
  async () => {
    const demo = createDemoMode(folder)
    await demo.start()
    await demo.reset()
    await demo.stop()
    await chmod(folder, 0o755)
    await demo.start()
    await demo.stop()
    const modes = await Promise.all(
      ['', ...(await readdir(folder, { recursive: true }))].map(async (name) => {
        const found = await stat(path.join(folder, name))
        return `${found.isDirectory() ? 'folder' : 'file'} ${(found.mode & 0o777).toString(8)}`
      }),
    )
    expect([...new Set(modes)].sort()).toEqual(['file 600', 'folder 700'])
  },
)
