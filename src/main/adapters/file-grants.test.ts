import { execFileSync } from 'node:child_process'
import {
  appendFile,
  mkdir,
  mkdtemp,
  realpath,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LocalFile } from '../../core/transfers/ports'
import type { Grant } from '../../shared/transfers'
import { FakeClock } from '../../testing/memory-ports'
import { FileGrants, type FileGrantsPorts } from './file-grants'
import { localFiles } from './local-files'
import { systemRandom } from './system-ports'

let folder: string
let clock: FakeClock

beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'refshelf-given-')))
  clock = new FakeClock()
})

afterEach(() => rm(folder, { recursive: true, force: true }))

function grantsOf(also: Partial<FileGrantsPorts> = {}): FileGrants {
  return new FileGrants({ random: systemRandom, clock, maxFileBytes: () => 1_000, ...also })
}

const at = (...parts: readonly string[]): string => path.join(folder, ...parts)

async function put(place: string, text = 'x'): Promise<string> {
  await mkdir(path.dirname(at(place)), { recursive: true })
  await writeFile(at(place), text)
  return at(place)
}

const told = ({ files }: Grant): string[] =>
  files.map(({ folder: inside, name, size }) => `${inside}|${name}|${String(size)}`)
const refusals = ({ refused }: Grant): string[] =>
  refused.map(({ folder: inside, name, reason }) => `${inside}|${name}|${reason}`)

describe('a grant', () => {
  it('has the files that were given and those of folders, in the order of their names', async () => {
    await put('photos/b.png', '12')
    await put('photos/a/z.png')
    await put('photos/a/y.png')
    await mkdir(at('photos/empty'))
    const grant = await grantsOf().grant([await put('one.txt', '123'), `${at('photos')}/`, at('photos')])
    expect(told(grant)).toEqual(['|one.txt|3', 'photos/a|y.png|1', 'photos/a|z.png|1', 'photos|b.png|2'])
    expect([grant.folders, grant.refusedCount]).toEqual([1, 0])
  })

  it('has names as the disk has them', async () => {
    const names = ['e\u0301.txt', 'é.txt', '\u202egpj.exe', '\ufeffx', 'a\\b', 'a\nb', '🦊', '.hidden', '-rf']
    for (const name of names) await put(`d/${name}`)
    const { files } = await grantsOf().grant([at('d')])
    expect(files.map(({ name }) => name).sort()).toEqual([...names].sort())
  })

  it('tells by name what is no file, and follows nothing', async () => {
    await put('outside/secret.txt')
    await put('d/large.bin', 'x'.repeat(1_001))
    await symlink(at('outside/secret.txt'), at('d/link.txt'))
    await symlink(at('outside'), at('d/linked'))
    await symlink(at('d'), at('d/loop'))
    execFileSync('mkfifo', [at('d/pipe')])
    const server = createServer().listen(at('d/socket'))
    await new Promise((resolve) => server.once('listening', resolve))
    const given = [
      at('d'),
      at('d/link.txt'),
      at('d/linked/'),
      at('gone.txt'),
      '/dev/null',
      at('d/large.bin/x'),
    ]
    const grant = await grantsOf().grant(given)
    expect(grant.files).toEqual([])
    expect(refusals(grant)).toEqual([
      ...['d|large.bin|too-large', 'd|link.txt|link', 'd|linked|link', 'd|loop|link', 'd|pipe|not-a-file'],
      ...[
        'd|socket|not-a-file',
        '|link.txt|link',
        '|linked|link',
        '|gone.txt|vanished',
        '|null|not-a-file',
        '|x|vanished',
      ],
    ])
    server.close()
  })

  it('tells names that are no text', async () => {
    await mkdir(at('d'))
    await writeFile(Buffer.concat([Buffer.from(`${at('d')}/bad-`), Buffer.from([0xff, 0xfe])]), 'x')
    await put('d/good')
    const grant = await grantsOf().grant([at('d'), at('d', 'bad-\ufffd\ufffd')])
    expect(told(grant)).toEqual(['d|good|1'])
    expect(refusals(grant)).toEqual(['d|bad-\ufffd\ufffd|unsafe-name', '|bad-\ufffd\ufffd|unsafe-name'])
  })

  it.each(['relative.txt', '../x', '', '\0', '/etc/pass\0wd', '~/x', 'file:///etc/passwd', 'C:\\x'])(
    'has nothing of a path that is none: %j',
    async (given) => {
      const grant = await grantsOf().grant([given])
      expect([grant.files, grant.refusedCount]).toEqual([[], 1])
    },
  )

  it('ends at so many files, folders and looks, and says so', async () => {
    for (let n = 0; n < 12; n += 1) await put(`d/${String(n).padStart(2, '0')}`)
    await put('e/1')
    const few = await grantsOf({ limits: { files: 10 } }).grant([at('d'), at('e')])
    expect(few.files).toHaveLength(10)
    expect(refusals(few)).toEqual(['|d|too-many', '|e|too-many'])
    const looks = await grantsOf({ limits: { entries: 5 } }).grant([at('d')])
    expect(looks.files.length).toBeLessThanOrEqual(5)
    expect(refusals(looks)).toEqual(['|d|too-many'])
    await put(`deep/${'n/'.repeat(70)}x`)
    const deep = await grantsOf().grant([at('deep')])
    expect(deep.files).toEqual([])
    expect(deep.refused.map(({ reason }) => reason)).toEqual(['too-many'])
  })

  it('tells the first 200 refusals, and counts all', async () => {
    const grant = await grantsOf().grant(Array.from({ length: 300 }, (_, n) => at(String(n))))
    expect([grant.refused.length, grant.refusedCount]).toEqual([200, 300])
  })

  it('is found by its id alone, until it is discarded, too old, or the seventeenth', async () => {
    const grants = grantsOf()
    const file = await put('a')
    const { grantId, files } = await grants.grant([file])
    expect(grants.find(grantId)).toEqual([
      { ...files[0], source: expect.objectContaining({ path: file, size: 1 }) as LocalFile },
    ])
    for (const forged of ['', 'x', '__proto__', `${grantId} `, grantId.slice(1), file])
      expect(grants.find(forged)).toBeNull()
    expect(grantId).toMatch(/^[0-9a-f]{32}$/)
    grants.discard(grantId)
    expect(grants.find(grantId)).toBeNull()
    const old = await grants.grant([file])
    clock.advance(30 * 60_000 + 1)
    expect(grants.find(old.grantId)).toBeNull()
    const first = await grants.grant([file])
    for (let n = 0; n < 15; n += 1) await grants.grant([file])
    expect(grants.find(first.grantId)).not.toBeNull()
    await grants.grant([file])
    expect(grants.find(first.grantId)).toBeNull()
  })
})

async function given(file: string): Promise<LocalFile> {
  const grants = grantsOf({ maxFileBytes: () => 100_000_000 })
  const { grantId } = await grants.grant([file])
  const source = grants.find(grantId)?.[0]?.source
  if (source === undefined) throw new Error('not granted')
  return source
}

async function read(
  file: LocalFile,
  onPiece: () => Promise<void> = () => Promise.resolve(),
): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of localFiles.readFile(file)) {
    pieces.push(piece)
    await onPiece()
  }
  return Buffer.concat(pieces)
}

describe('a file that was given', () => {
  it('is read whole, in pieces, as often as is asked', async () => {
    const text = 'ab'.repeat(1_500_000)
    const file = await given(await put('large', text))
    expect(await localFiles.stat(file)).toBe('same')
    expect((await read(file)).toString()).toBe(text)
    expect((await read(file)).length).toBe(3_000_000)
    expect(await read(await given(await put('empty', '')))).toHaveLength(0)
  })

  it.each<[string, string, (file: string) => Promise<void>]>([
    ['grew', 'changed', (file) => appendFile(file, 'x')],
    [
      'was written anew, with as many bytes',
      'changed',
      (file) => writeFile(file, 'y').then(() => utimes(file, 5, 5)),
    ],
    [
      'became a folder',
      'changed',
      (file) =>
        rm(file)
          .then(() => mkdir(file))
          .then(() => undefined),
    ],
    ['became a link', 'changed', (file) => rename(file, `${file}2`).then(() => symlink(`${file}2`, file))],
    [
      'became a pipe',
      'changed',
      (file) =>
        rm(file).then(() => {
          execFileSync('mkfifo', [file])
        }),
    ],
    ['went', 'vanished', (file) => rm(file)],
  ])('that %s is not read, and is told: %s', async (_name, look, change) => {
    const file = await given(await put('a'))
    await change(at('a'))
    expect(await localFiles.stat(file)).toBe(look)
    await expect(read(file)).rejects.toThrow()
  })

  it.each<[string, (file: string) => Promise<void>]>([
    ['grows', (file) => appendFile(file, 'x')],
    ['is cut', (file) => writeFile(file, 'short')],
    ['is touched', (file) => utimes(file, 5, 5)],
    [
      'is replaced by another, as editors save,',
      (file) => put('b', 'new').then((made) => rename(made, file)),
    ],
    ['is deleted', (file) => rm(file, { force: true })],
  ])('that %s while it is read fails at the latest at its end', async (_name, change) => {
    const file = await given(await put('a', 'z'.repeat(3_000_000)))
    let isChanged = false
    const once = async (): Promise<void> => {
      if (!isChanged) await change(at('a'))
      isChanged = true
    }
    await expect(read(file, once)).rejects.toThrow('not the one that was given')
  })
})
