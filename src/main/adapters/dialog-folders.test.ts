import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { MemoryFiles } from '../../testing/memory-ports'
import { DialogFolders } from './dialog-folders'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'refshelf-dialogs-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('remembers the folder of each use, also for the next start', async () => {
  const files = new MemoryFiles()
  const first = new DialogFolders()
  first.keepIn(files)
  expect(await first.folderFor('open')).toBeNull()
  await first.remember('open', folder)
  expect([await first.folderFor('open'), await first.folderFor('save')]).toEqual([folder, null])
  const next = new DialogFolders()
  next.keepIn(files)
  expect([await next.folderFor('open'), await next.folderFor('save')]).toEqual([folder, null])
})

it('forgets a folder that is gone, and survives a file that makes no sense', async () => {
  const files = new MemoryFiles()
  const folders = new DialogFolders()
  folders.keepIn(files)
  const gone = path.join(folder, 'gone')
  await mkdir(gone)
  await folders.remember('save', gone)
  await rm(gone, { recursive: true })
  expect(await folders.folderFor('save')).toBeNull()
  await files.write('dialogs.json', new TextEncoder().encode('{"v":1,"open":7}'))
  const next = new DialogFolders()
  next.keepIn(files)
  expect(await next.folderFor('open')).toBeNull()
  await next.remember('open', folder)
  expect(await next.folderFor('open')).toBe(folder)
})
