import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { PastedFiles } from './pasted-files'
import { systemRandom } from './system-ports'

let folder: string
beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'refshelf-pasted-')), 'pasted')
})
afterEach(() => rm(path.dirname(folder), { recursive: true, force: true }))

const create = () => new PastedFiles({ folder, random: systemRandom, now: () => 0 })
const contentOf = (name: string, text: string) => {
  return { name, type: 'text/plain', bytes: new TextEncoder().encode(text) }
}

it('keeps files of one name apart, private, with their bytes', async () => {
  const paths = await create().save([contentOf('a.txt', '1'), contentOf('a.txt', '22')])
  expect(paths.map((file) => path.basename(file))).toEqual(['a.txt', 'a.txt'])
  expect(await Promise.all(paths.map((file) => readFile(file, 'utf8')))).toEqual(['1', '22'])
  expect((await stat(paths[0] ?? '')).mode & 0o777).toBe(0o600)
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
})

it('never writes outside its folder', async () => {
  const [file = ''] = await create().save([contentOf('../../../x', '1')])
  expect(path.dirname(path.dirname(file))).toBe(folder)
})

it('removes pasted files only, and keeps those of the queue at the next start', async () => {
  const other = path.join(path.dirname(folder), 'other', 'mine.txt')
  await mkdir(path.dirname(other))
  await writeFile(other, 'x')
  const pasted = create()
  const [first = '', second = '', third = ''] = await pasted.save([
    contentOf('a', '1'),
    contentOf('b', '2'),
    contentOf('c', '3'),
  ])
  await pasted.remove([first, other])
  await create().removeOthers(new Set([second, other]))
  expect(await readdir(folder)).toEqual([path.basename(path.dirname(second))])
  expect(await readFile(other, 'utf8')).toBe('x')
  await expect(readFile(third)).rejects.toThrow('ENOENT')
})
