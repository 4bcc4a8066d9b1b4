import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AssetContext, AssetIdentity } from '../../shared/asset'
import { lockReaches } from '../../shared/protection'
import { anyIdentity } from '../../testing/hostile-names'
import { FakeClock, FakeRandom, MemoryFiles } from '../../testing/memory-ports'
import { Protections, type LockAccount } from './protections'

const here: LockAccount = { serverKey: 'https://platform.example', connection: { accountId: 'acme' } }
const context: AssetContext = { family: 'classic', scope: 'pr7214' }

function asset(facts: Partial<AssetIdentity> = {}): AssetIdentity {
  return { context, segmentId: 1, locale: null, relativePath: '', name: 'a.png', ...facts }
}

async function open(files = new MemoryFiles()): Promise<Protections> {
  const protections = new Protections({
    ...{ files, clock: new FakeClock(), random: new FakeRandom() },
    onChange: () => undefined,
  })
  await protections.loadLocks()
  return protections
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The same text as another program may spell it. */
const respell: fc.Arbitrary<(text: string) => string> = fc.constantFrom(
  (text: string) => text,
  (text: string) => text.normalize('NFD'),
  (text: string) => text.normalize('NFC'),
  (text: string) => text.toUpperCase(),
  (text: string) => text.toLowerCase(),
  (text: string) => text.normalize('NFD').toUpperCase(),
  (text: string) => text.toUpperCase().normalize('NFC').toLowerCase(),
)

const reslash: fc.Arbitrary<(folder: string) => string> = fc.constantFrom(
  (folder: string) => folder,
  (folder: string) => folder.replaceAll('/', '\\'),
  (folder: string) => folder.replaceAll('\\', '/'),
  (folder: string) => `/${folder}`,
  (folder: string) => `${folder}\\`,
  (folder: string) => folder.replaceAll('/', '//'),
)

const anyContext = anyIdentity.map((identity) => identity.context)
const twice = fc.tuple(respell, respell).map(
  ([one, other]) =>
    (text: string) =>
      one(other(text)),
)

const spelling = fc.record({ spell: twice, slash: reslash })

describe('a lock', () => {
  it('on a file keeps it for every spelling, scope and family', async () => {
    await fc.assert(
      fc.asyncProperty(anyIdentity, anyContext, spelling, async (identity, scope, { spell, slash }) => {
        const protections = await open()
        await protections.protect(here, [identity], 'file')
        const seen = {
          ...identity,
          context: scope,
          locale: identity.locale === null ? null : spell(identity.locale),
          relativePath: slash(spell(identity.relativePath)),
          name: spell(identity.name),
        }
        expect(protections.protects(here, seen)).toBe(true)
      }),
      { numRuns: 3_000 },
    )
  })

  it('on a folder keeps everything in it and below, in every language', async () => {
    const below = fc.array(fc.constantFrom('x', 'deep', 'é', 'a.b'), { maxLength: 3 })
    const locale = fc.constantFrom(null, '', 'en', 'zh-Hans')
    await fc.assert(
      fc.asyncProperty(
        anyIdentity,
        fc.record({ below, locale, spell: twice, slash: reslash, name: fc.string() }),
        async (identity, { below: parts, spell, slash, ...rest }) => {
          const protections = await open()
          const locked = await protections.protect(here, [identity], 'folder')
          fc.pre(locked.ok)
          const folder = slash(spell([identity.relativePath, ...parts].join('/')))
          expect(protections.protects(here, { ...identity, ...rest, relativePath: folder })).toBe(true)
          if (rest.locale === null || rest.locale === '') return
          // A language may be a folder on the server, and a folder a language.
          const asFolder = { ...identity, ...rest, locale: null, relativePath: `${rest.locale}/${folder}` }
          expect(protections.protects(here, asFolder)).toBe(true)
        },
      ),
      { numRuns: 3_000 },
    )
  })

  it('on a segment keeps whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(anyIdentity, anyIdentity, async (locked, other) => {
        const protections = await open()
        await protections.protect(here, [locked], 'segment')
        expect(protections.protects(here, { ...other, segmentId: locked.segmentId })).toBe(true)
      }),
    )
  })

  it('survives a restart, hostile names and all', async () => {
    await fc.assert(
      fc.asyncProperty(anyIdentity, fc.constantFrom(...lockReaches), async (identity, level) => {
        const files = new MemoryFiles()
        const locked = await (await open(files)).protect(here, [identity], level)
        const reopened = await open(files)
        expect(reopened.isReadable()).toBe(true)
        expect(reopened.protects(here, identity)).toBe(locked.ok)
      }),
      { numRuns: 1_000 },
    )
  })

  it('keeps a neutral file in the folder of a language and the file of that language', async () => {
    const protections = await open()
    await protections.protect(here, [asset({ locale: 'en' })], 'file')
    expect(protections.protects(here, asset({ relativePath: 'EN/' }))).toBe(true)
    expect(protections.protects(here, asset())).toBe(false)
  })

  it('keeps nothing of another segment, server or account, and no other file', async () => {
    const protections = await open()
    await protections.protect(here, [asset({ relativePath: 'ui' })], 'folder')
    await protections.protect(here, [asset({ name: 'b.png' })], 'file')
    for (const free of [
      asset({ segmentId: 2, relativePath: 'ui' }),
      asset({ relativePath: 'uix' }),
      asset({ relativePath: 'other/ui-old' }),
      asset({ name: 'b.pn' }),
      asset({ locale: 'de', name: 'b.png' }),
    ])
      expect(protections.protects(here, free)).toBe(false)
    const locked = asset({ name: 'b.png' })
    expect(protections.protects(here, locked)).toBe(true)
    expect(protections.protects({ ...here, serverKey: 'https://other.example' }, locked)).toBe(false)
    expect(protections.protects({ ...here, connection: { accountId: 'acme-2' } }, locked)).toBe(false)
  })

  it('is made once for what it already keeps', async () => {
    const protections = await open()
    for (const name of ['É.png', 'é.PNG', 'É.png'.normalize('NFD')])
      await protections.protect(here, [asset({ name })], 'file')
    expect(protections.listLocks()).toHaveLength(1)
  })

  it('is refused for the folder of a file that stands in none', async () => {
    const protections = await open()
    for (const relativePath of ['', '/', '\\\\', ' . '])
      expect(await protections.protect(here, [asset({ relativePath })], 'folder')).toMatchObject({
        ok: false,
        failure: { kind: 'request-invalid' },
      })
    expect(protections.listLocks()).toEqual([])
  })
})

describe('removing a lock', () => {
  it('frees exactly what no other lock keeps', async () => {
    const small = fc.record({
      context: fc.constant(context),
      segmentId: fc.integer({ min: 1, max: 2 }),
      locale: fc.constantFrom(null, 'en'),
      relativePath: fc.constantFrom('ui', 'ui/menu', 'en', 'UI\\Menu'),
      name: fc.constantFrom('a.png', 'A.PNG', 'b.png'),
    })
    const request = fc.record({ asset: small, reach: fc.constantFrom(...lockReaches) })
    await fc.assert(
      fc.asyncProperty(
        fc.array(request, { minLength: 1, maxLength: 5 }),
        fc.nat(),
        small,
        async (requests, pick, seen) => {
          const protections = await open()
          for (const { asset: wanted, reach: level } of requests)
            await protections.protect(here, [wanted], level)
          const locks = protections.listLocks()
          const removedId = locks[pick % locks.length]?.id ?? ''
          const left = protections.findLocks(here, [seen]).filter(({ id }) => id !== removedId)
          await protections.unprotect([removedId])
          expect(protections.protects(here, seen)).toBe(left.length > 0)
        },
      ),
      { numRuns: 1_000 },
    )
  })
})

describe('locks that cannot be known', () => {
  it('keep every file until they were read', () => {
    const ports = { files: new MemoryFiles(), clock: new FakeClock(), random: new FakeRandom() }
    const protections = new Protections({ ...ports, onChange: () => undefined })
    expect(protections.protects(here, asset())).toBe(true)
  })

  it.each([
    '{ "v": 2, "locks": [] }',
    '{ "v": 1 }',
    'no json',
    '',
    '{ "v": 1, "locks": [{ "id": "a" }] }',
    '{ "v": 1, "locks": [], "more": 1 }',
  ])('keep every file, and the file stays, where it reads %j', async (text) => {
    const files = new MemoryFiles()
    files.files.set('protections.json', encode(text))
    const protections = await open(files)
    expect(protections.isReadable()).toBe(false)
    expect(protections.protects(here, asset())).toBe(true)
    const refused = { ok: false, failure: { kind: 'locks-unreadable' } }
    expect(await protections.protect(here, [asset()], 'file')).toMatchObject(refused)
    expect(await protections.unprotect(['a'])).toMatchObject(refused)
    expect(new TextDecoder().decode(files.files.get('protections.json'))).toBe(text)
  })

  it('can be put aside, as they are, for a new list', async () => {
    const files = new MemoryFiles()
    files.files.set('protections.json', encode('torn'))
    const protections = await open(files)
    expect(await protections.resetLocks()).toMatchObject({ ok: true })
    expect(protections.protects(here, asset())).toBe(false)
    const aside = [...files.files].find(([name]) => name.startsWith('protections-aside-'))
    expect(new TextDecoder().decode(aside?.[1])).toBe('torn')
    expect((await open(files)).isReadable()).toBe(true)
  })

  it('are never put aside while they can be read', async () => {
    const protections = await open()
    await protections.protect(here, [asset()], 'file')
    await protections.resetLocks()
    expect(protections.protects(here, asset())).toBe(true)
  })
})

describe('a disk that refuses', () => {
  class FullFiles extends MemoryFiles {
    isFull = false
    override write(name: string, bytes: Uint8Array): Promise<void> {
      return this.isFull ? Promise.reject(new Error('ENOSPC')) : super.write(name, bytes)
    }
  }

  it('is told, and changes nothing: no lock is lost, none is pretended', async () => {
    const files = new FullFiles()
    const protections = await open(files)
    await protections.protect(here, [asset()], 'file')
    files.isFull = true
    const [lock] = protections.listLocks()
    const refused = { ok: false, failure: { kind: 'storage-failed' } }
    expect(await protections.unprotect([lock?.id ?? ''])).toMatchObject(refused)
    expect(protections.protects(here, asset())).toBe(true)
    expect(await protections.protect(here, [asset({ segmentId: 2 })], 'segment')).toMatchObject(refused)
    expect(protections.protects(here, asset({ segmentId: 2 }))).toBe(false)
  })

  it('holds a lock already while it is being written', async () => {
    const protections = await open()
    const locking = protections.protect(here, [asset()], 'file')
    await Promise.resolve()
    await Promise.resolve()
    expect(protections.protects(here, asset())).toBe(true)
    await locking
  })
})

it('loses no lock of many that are asked for at once', async () => {
  const files = new MemoryFiles()
  const protections = await open(files)
  const ids = Array.from({ length: 50 }, (_, index) => index + 1)
  await Promise.all(ids.map((segmentId) => protections.protect(here, [asset({ segmentId })], 'segment')))
  const reopened = await open(files)
  expect(ids.every((segmentId) => reopened.protects(here, asset({ segmentId })))).toBe(true)
})

it('refuses more locks than a file should hold, and changes nothing', async () => {
  const protections = await open()
  const many = Array.from({ length: 10_001 }, (_, index) => asset({ segmentId: index + 1 }))
  expect(await protections.protect(here, many, 'segment')).toMatchObject({
    failure: { kind: 'locks-too-many' },
  })
  expect(protections.listLocks()).toEqual([])
})

it('opens the locks of version 1', async () => {
  const files = new MemoryFiles()
  const golden = path.join(import.meta.dirname, 'golden/protections-v1.json')
  files.files.set('protections.json', readFileSync(golden))
  const protections = await open(files)
  expect(protections.listLocks().map(({ id }) => id)).toEqual(['a1', 'a2', 'a3'])
  expect(protections.protects(here, asset())).toBe(true)
  expect(protections.protects(here, asset({ segmentId: 2, relativePath: 'public/views/deep' }))).toBe(true)
  expect(protections.protects(here, asset({ segmentId: 2, relativePath: 'public' }))).toBe(false)
})

it('finds the locks of 100,000 files among 10,000 in a moment', async () => {
  const protections = await open()
  const files = Array.from({ length: 100_000 }, (_, n) =>
    asset({ segmentId: n % 500, relativePath: 'public/views', name: `Überblick ${n}.png` }),
  )
  await protections.protect(here, files.slice(0, 10_000), 'file')
  const startedAt = performance.now()
  expect(files.filter((each) => protections.protects(here, each))).toHaveLength(10_000)
  expect(performance.now() - startedAt).toBeLessThan(5_000)
})
