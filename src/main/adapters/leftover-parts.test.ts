import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { removeLeftoverParts } from './leftover-parts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'refshelf-parts-'))
})

afterEach(async () => rm(folder, { recursive: true, force: true }))

it('removes half-written files of an earlier process only', async () => {
  const places = path.join(folder, 'places')
  await mkdir(places)
  const startedAt = 1_000_000_000_000
  const write = async (file: string, at: number): Promise<void> => {
    await writeFile(file, 'account')
    await utimes(file, at / 1_000, at / 1_000)
  }
  await write(path.join(folder, '.connections.json.0123456789ab.part'), startedAt - 5_000)
  await write(path.join(folder, '.view.json.0123456789ab.part'), startedAt + 5_000)
  await write(path.join(folder, 'connections.json'), startedAt - 5_000)
  await write(path.join(folder, 'name.part'), startedAt - 5_000)
  await write(path.join(places, '.places-1.json.0123456789ab.part'), startedAt - 5_000)
  await removeLeftoverParts([folder, places, path.join(folder, 'missing')], startedAt)
  expect((await readdir(folder)).sort()).toEqual([
    '.view.json.0123456789ab.part',
    'connections.json',
    'name.part',
    'places',
  ])
  expect(await readdir(places)).toEqual([])
})
