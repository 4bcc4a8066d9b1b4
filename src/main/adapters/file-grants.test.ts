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

function createGrants(overrides: Partial<FileGrantsPorts> = {}): FileGrants {
  return new FileGrants({
    random: systemRandom,
    clock,
    maxFileBytes: () => 1_000,
    isPrivate: () => false,
    ...overrides,
  })
}

const inFolder = (...parts: readonly string[]): string => path.join(folder, ...parts)

async function put(relative: string, text = 'x'): Promise<string> {
  await mkdir(path.dirname(inFolder(relative)), { recursive: true })
  await writeFile(inFolder(relative), text)
  return inFolder(relative)
}

const fileFacts = ({ files }: Grant): string[] =>
  files.map(({ folder: inside, name, size }) => `${inside}|${name}|${String(size)}`)
const refusals = ({ refused }: Grant): string[] =>
  refused.map(({ folder: inside, name, reason }) => `${inside}|${name}|${reason}`)

describe('FileGrants', () => {
  it('grants given files and the files in given folders, in the order of names', async () => {
    await put('photos/b.png', '12')
    await put('photos/a/z.png')
    await put('photos/a/y.png')
    await mkdir(inFolder('photos/empty'))
    const grant = await createGrants().grant([
      await put('one.txt', '123'),
      `${inFolder('photos')}/`,
      inFolder('photos'),
    ])
    expect(fileFacts(grant)).toEqual(['|one.txt|3', 'photos/a|y.png|1', 'photos/a|z.png|1', 'photos|b.png|2'])
    expect([grant.folders, grant.refusedCount]).toEqual([1, 0])
  })

  it('keeps names exactly as on disk', async () => {
    const names = ['e\u0301.txt', 'é.txt', '\u202egpj.exe', '\ufeffx', 'a\\b', 'a\nb', '🦊', '.hidden', '-rf']
    for (const name of names) await put(`d/${name}`)
    const { files } = await createGrants().grant([inFolder('d')])
    expect(files.map(({ name }) => name).sort()).toEqual([...names].sort())
  })

  it('reports everything that is not a regular file by name, and follows no links', async () => {
    await put('outside/secret.txt')
    await put('d/large.bin', 'x'.repeat(1_001))
    await symlink(inFolder('outside/secret.txt'), inFolder('d/link.txt'))
    await symlink(inFolder('outside'), inFolder('d/linked'))
    await symlink(inFolder('d'), inFolder('d/loop'))
    execFileSync('mkfifo', [inFolder('d/pipe')])
    const server = createServer().listen(inFolder('d/socket'))
    await new Promise((resolve) => server.once('listening', resolve))
    const given = [
      inFolder('d'),
      inFolder('d/link.txt'),
      inFolder('d/linked/'),
      inFolder('gone.txt'),
      '/dev/null',
      inFolder('d/large.bin/x'),
    ]
    const grant = await createGrants().grant(given)
    expect(grant.files).toEqual([])
    expect(refusals(grant)).toEqual([
      'd|large.bin|too-large',
      'd|link.txt|link',
      'd|linked|link',
      'd|loop|link',
      'd|pipe|not-a-file',
      'd|socket|not-a-file',
      '|link.txt|link',
      '|linked|link',
      '|gone.txt|vanished',
      '|null|not-a-file',
      '|x|vanished',
    ])
    server.close()
  })

  it('leaves out junk by name, without reading its folders, until it is included', async () => {
    for (const name of [
      'photo.jpg',
      '.DS_Store',
      '._photo.jpg',
      '~$x.docx',
      '.git/objects/ab',
      '.git/config.part',
    ])
      await put(`d/${name}`)
    await symlink(inFolder('d/photo.jpg'), inFolder('d/.svn'))
    const grants = createGrants()
    const grant = await grants.grant([inFolder('d'), await put('Thumbs.db')])
    expect(fileFacts(grant)).toEqual(['d|photo.jpg|1'])
    expect(grant.junk.map(({ folder: inside, name, kind }) => `${inside}|${name}|${kind}`)).toEqual([
      'd|.DS_Store|system',
      'd|._photo.jpg|system',
      'd|.git|version-control',
      'd|~$x.docx|lock',
      '|Thumbs.db|system',
    ])
    expect([grant.junkCount, refusals(grant)]).toEqual([5, ['d|.svn|link']])
    const included = await grants.includeJunk(grant.grantId, grant.junk[2]?.id ?? '')
    expect(included?.files[0]).toEqual(grant.files[0])
    expect(included === null ? [] : fileFacts(included)).toEqual([
      'd|photo.jpg|1',
      'd/.git|config.part|1',
      'd/.git/objects|ab|1',
    ])
    expect(included?.junkCount).toBe(4)
    expect(grants.find(grant.grantId)).toHaveLength(3)
    expect(await grants.includeJunk(grant.grantId, grant.junk[2]?.id ?? '')).toBeNull()
    expect(await grants.includeJunk(grant.grantId, 'forged')).toBeNull()
    grants.discard(grant.grantId)
    expect(await grants.includeJunk(grant.grantId, grant.junk[0]?.id ?? '')).toBeNull()
  })

  it('adds one folder after another, each once', async () => {
    await put('d/a')
    await put('d/.DS_Store')
    await put('e/b')
    const grants = createGrants()
    const { grantId } = await grants.grant([inFolder('d')])
    const grant = await grants.add(grantId, [inFolder('e'), inFolder('d')])
    expect(grant === null ? [] : fileFacts(grant)).toEqual(['d|a|1', 'e|b|1'])
    expect(grant?.junkCount).toBe(1)
    expect(grants.find(grantId)).toHaveLength(2)
    expect(await grants.add('forged', [inFolder('e')])).toBeNull()
  })

  it('spends no file of its limit on junk, and keeps the limit when junk is included', async () => {
    for (let n = 0; n < 6; n += 1) await put(`d/.git/${String(n)}`)
    for (const name of ['x', 'y', 'z']) await put(`d/${name}`)
    const grants = createGrants({ limits: { files: 5 } })
    const grant = await grants.grant([inFolder('d')])
    expect(grant.files).toHaveLength(3)
    const included = await grants.includeJunk(grant.grantId, grant.junk[0]?.id ?? '')
    expect(included?.files).toHaveLength(5)
    expect(included?.refused.map(({ reason }) => reason)).toEqual(['too-many'])
  })

  it('refuses names that are not valid UTF-8', async () => {
    await mkdir(inFolder('d'))
    await writeFile(Buffer.concat([Buffer.from(`${inFolder('d')}/bad-`), Buffer.from([0xff, 0xfe])]), 'x')
    await put('d/good')
    const grant = await createGrants().grant([inFolder('d'), inFolder('d', 'bad-\ufffd\ufffd')])
    expect(fileFacts(grant)).toEqual(['d|good|1'])
    expect(refusals(grant)).toEqual(['d|bad-\ufffd\ufffd|unsafe-name', '|bad-\ufffd\ufffd|unsafe-name'])
  })

  it.each(['relative.txt', '../x', '', '\0', '/etc/pass\0wd', '~/x', 'file:///etc/passwd', 'C:\\x'])(
    'refuses an invalid path: %j',
    async (given) => {
      const grant = await createGrants().grant([given])
      expect([grant.files, grant.refusedCount]).toEqual([[], 1])
    },
  )

  it('stops at the limits of files, depth and entries, and reports it', async () => {
    for (let n = 0; n < 12; n += 1) await put(`d/${String(n).padStart(2, '0')}`)
    await put('e/1')
    const limitedFiles = await createGrants({ limits: { files: 10 } }).grant([inFolder('d'), inFolder('e')])
    expect(limitedFiles.files).toHaveLength(10)
    expect(refusals(limitedFiles)).toEqual(['|d|too-many', '|e|too-many'])
    const limitedEntries = await createGrants({ limits: { entries: 5 } }).grant([inFolder('d')])
    expect(limitedEntries.files.length).toBeLessThanOrEqual(5)
    expect(refusals(limitedEntries)).toEqual(['|d|too-many'])
    await put(`deep/${'n/'.repeat(70)}x`)
    const deep = await createGrants().grant([inFolder('deep')])
    expect(deep.files).toEqual([])
    expect(deep.refused.map(({ reason }) => reason)).toEqual(['too-many'])
  })

  it('reports the first 200 refusals, and counts all', async () => {
    const grant = await createGrants().grant(Array.from({ length: 300 }, (_, n) => inFolder(String(n))))
    expect([grant.refused.length, grant.refusedCount]).toEqual([200, 300])
  })

  it('finds a grant only by its id, until it is discarded, expired or replaced by newer ones', async () => {
    const grants = createGrants()
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

async function grantFile(file: string): Promise<LocalFile> {
  const grants = createGrants({ maxFileBytes: () => 100_000_000 })
  const { grantId } = await grants.grant([file])
  const source = grants.find(grantId)?.[0]?.source
  if (source === undefined) throw new Error('not granted')
  return source
}

async function read(
  file: LocalFile,
  onChunk: () => Promise<void> = () => Promise.resolve(),
): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of localFiles.readFile(file)) {
    chunks.push(chunk)
    await onChunk()
  }
  return Buffer.concat(chunks)
}

describe('a granted file', () => {
  it('can be read completely any number of times', async () => {
    const text = 'ab'.repeat(1_500_000)
    const file = await grantFile(await put('large', text))
    expect(await localFiles.stat(file)).toBe('same')
    expect((await read(file)).toString()).toBe(text)
    expect((await read(file)).length).toBe(3_000_000)
    expect(await read(await grantFile(await put('empty', '')))).toHaveLength(0)
  })

  it.each<[string, string, (file: string) => Promise<void>]>([
    ['grew', 'changed', (file) => appendFile(file, 'x')],
    [
      'was rewritten with the same number of bytes',
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
    ['was deleted', 'vanished', (file) => rm(file)],
  ])('that %s cannot be read, and is reported as %s', async (_name, state, change) => {
    const file = await grantFile(await put('a'))
    await change(inFolder('a'))
    expect(await localFiles.stat(file)).toBe(state)
    await expect(read(file)).rejects.toThrow()
  })

  it.each<[string, (file: string) => Promise<void>]>([
    ['grows', (file) => appendFile(file, 'x')],
    ['is truncated', (file) => writeFile(file, 'short')],
    ['is touched', (file) => utimes(file, 5, 5)],
    ['is replaced, as editors do on save,', (file) => put('b', 'new').then((made) => rename(made, file))],
    ['is deleted', (file) => rm(file, { force: true })],
  ])('that %s during a read fails at its end at the latest', async (_name, change) => {
    const file = await grantFile(await put('a', 'z'.repeat(3_000_000)))
    let isChanged = false
    const changeOnce = async (): Promise<void> => {
      if (!isChanged) await change(inFolder('a'))
      isChanged = true
    }
    await expect(read(file, changeOnce)).rejects.toThrow('changed since it was granted')
  })
})

describe('paths that the window named', () => {
  const isPrivate = (file: string): boolean => file.startsWith(inFolder('private'))

  it('are refused in private folders, also behind a link, and allowed elsewhere', async () => {
    const open = await put('open/a.txt')
    const secret = await put('private/key')
    await symlink(inFolder('private'), inFolder('open/link'))
    const { allowed, refused } = await createGrants({ isPrivate }).checkNamed([
      open,
      secret,
      inFolder('open/link/key'),
      inFolder('open/../private/key'),
    ])
    expect(allowed).toEqual([open])
    const keyRefused = { name: 'key', folder: '', reason: 'system-folder' }
    expect(refused).toEqual([keyRefused, keyRefused, keyRefused])
  })

  it('are granted in private folders if the user chose them in a dialog', async () => {
    const secret = await put('private/key')
    expect(fileFacts(await createGrants({ isPrivate }).grant([secret]))).toEqual(['|key|1'])
  })
})
