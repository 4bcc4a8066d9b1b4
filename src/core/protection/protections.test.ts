import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AssetContext, AssetIdentity } from '../../shared/asset'
import { lockReaches } from '../../shared/protection'
import { anyIdentity } from '../../testing/hostile-names'
import { FakeClock, FakeRandom, MemoryFiles } from '../../testing/memory-ports'
import { Protections, type LockAccount } from './protections'

const account: LockAccount = { serverKey: 'https://platform.example', connection: { accountId: 'acme' } }
const context: AssetContext = { family: 'classic', scope: 'pr7214' }

function asset(facts: Partial<AssetIdentity> = {}): AssetIdentity {
  return { context, segmentId: 1, locale: null, relativePath: '', name: 'a.png', ...facts }
}

async function openProtections(files = new MemoryFiles()): Promise<Protections> {
  const protections = new Protections({
    files,
    clock: new FakeClock(),
    random: new FakeRandom(),
    onChange: () => undefined,
  })
  await protections.loadLocks()
  return protections
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Changes a text to another spelling of the same name. */
const respell: fc.Arbitrary<(text: string) => string> = fc.constantFrom(
  (text: string) => text,
  (text: string) => text.normalize('NFD'),
  (text: string) => text.normalize('NFC'),
  (text: string) => text.toUpperCase(),
  (text: string) => text.toLowerCase(),
  (text: string) => text.normalize('NFD').toUpperCase(),
  (text: string) => text.toUpperCase().normalize('NFC').toLowerCase(),
)

const respellFolder: fc.Arbitrary<(folder: string) => string> = fc.constantFrom(
  (folder: string) => folder,
  (folder: string) => folder.replaceAll('/', '\\'),
  (folder: string) => folder.replaceAll('\\', '/'),
  (folder: string) => `/${folder}`,
  (folder: string) => `${folder}\\`,
  (folder: string) => folder.replaceAll('/', '//'),
)

const anyContext = anyIdentity.map((identity) => identity.context)
const respellTwice = fc.tuple(respell, respell).map(
  ([one, other]) =>
    (text: string) =>
      one(other(text)),
)

const spelling = fc.record({ respellName: respellTwice, respellPath: respellFolder })

describe('a lock', () => {
  it('on a file protects it in every spelling, scope and family', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyIdentity,
        anyContext,
        spelling,
        async (identity, otherContext, { respellName, respellPath }) => {
          const protections = await openProtections()
          await protections.protect(account, [identity], 'file')
          const respelled = {
            ...identity,
            context: otherContext,
            locale: identity.locale === null ? null : respellName(identity.locale),
            relativePath: respellPath(respellName(identity.relativePath)),
            name: respellName(identity.name),
          }
          expect(protections.protects(account, respelled)).toBe(true)
        },
      ),
      { numRuns: 3_000 },
    )
  })

  it('on a folder protects everything in it and below, in every language', async () => {
    const subfolders = fc.array(fc.constantFrom('x', 'deep', 'é', 'a.b'), { maxLength: 3 })
    const locale = fc.constantFrom(null, '', 'en', 'zh-Hans')
    await fc.assert(
      fc.asyncProperty(
        anyIdentity,
        fc.record({
          subfolders,
          locale,
          respellName: respellTwice,
          respellPath: respellFolder,
          name: fc.string(),
        }),
        async (identity, { subfolders: parts, respellName, respellPath, ...rest }) => {
          const protections = await openProtections()
          const locked = await protections.protect(account, [identity], 'folder')
          fc.pre(locked.ok)
          const folder = respellPath(respellName([identity.relativePath, ...parts].join('/')))
          expect(protections.protects(account, { ...identity, ...rest, relativePath: folder })).toBe(true)
          if (rest.locale === null || rest.locale === '') return
          // On the server a language may be a folder, and a folder a language.
          const asFolder = { ...identity, ...rest, locale: null, relativePath: `${rest.locale}/${folder}` }
          expect(protections.protects(account, asFolder)).toBe(true)
        },
      ),
      { numRuns: 3_000 },
    )
  })

  it('on a segment protects everything in it', async () => {
    await fc.assert(
      fc.asyncProperty(anyIdentity, anyIdentity, async (locked, other) => {
        const protections = await openProtections()
        await protections.protect(account, [locked], 'segment')
        expect(protections.protects(account, { ...other, segmentId: locked.segmentId })).toBe(true)
      }),
    )
  })

  it('survives a restart, even with hostile names', async () => {
    await fc.assert(
      fc.asyncProperty(anyIdentity, fc.constantFrom(...lockReaches), async (identity, reach) => {
        const files = new MemoryFiles()
        const locked = await (await openProtections(files)).protect(account, [identity], reach)
        const reopened = await openProtections(files)
        expect(reopened.isReadable()).toBe(true)
        expect(reopened.protects(account, identity)).toBe(locked.ok)
      }),
      { numRuns: 1_000 },
    )
  })

  it('protects a localised file and a neutral file in the folder of that language alike', async () => {
    const protections = await openProtections()
    await protections.protect(account, [asset({ locale: 'en' })], 'file')
    expect(protections.protects(account, asset({ relativePath: 'EN/' }))).toBe(true)
    expect(protections.protects(account, asset())).toBe(false)
  })

  it('does not protect another segment, server, account or file', async () => {
    const protections = await openProtections()
    await protections.protect(account, [asset({ relativePath: 'ui' })], 'folder')
    await protections.protect(account, [asset({ name: 'b.png' })], 'file')
    for (const unprotected of [
      asset({ segmentId: 2, relativePath: 'ui' }),
      asset({ relativePath: 'uix' }),
      asset({ relativePath: 'other/ui-old' }),
      asset({ name: 'b.pn' }),
      asset({ locale: 'de', name: 'b.png' }),
    ])
      expect(protections.protects(account, unprotected)).toBe(false)
    const locked = asset({ name: 'b.png' })
    expect(protections.protects(account, locked)).toBe(true)
    expect(protections.protects({ ...account, serverKey: 'https://other.example' }, locked)).toBe(false)
    expect(protections.protects({ ...account, connection: { accountId: 'acme-2' } }, locked)).toBe(false)
  })

  it('is not created again for a file that is already protected', async () => {
    const protections = await openProtections()
    for (const name of ['É.png', 'é.PNG', 'É.png'.normalize('NFD')])
      await protections.protect(account, [asset({ name })], 'file')
    expect(protections.listLocks()).toHaveLength(1)
  })

  it('is refused for the folder of a file without one', async () => {
    const protections = await openProtections()
    for (const relativePath of ['', '/', '\\\\', ' . '])
      expect(await protections.protect(account, [asset({ relativePath })], 'folder')).toMatchObject({
        ok: false,
        failure: { kind: 'request-invalid' },
      })
    expect(protections.listLocks()).toEqual([])
  })
})

describe('removing a lock', () => {
  it('unprotects exactly the files that no other lock covers', async () => {
    const identities = fc.record({
      context: fc.constant(context),
      segmentId: fc.integer({ min: 1, max: 2 }),
      locale: fc.constantFrom(null, 'en'),
      relativePath: fc.constantFrom('ui', 'ui/menu', 'en', 'UI\\Menu'),
      name: fc.constantFrom('a.png', 'A.PNG', 'b.png'),
    })
    const request = fc.record({ asset: identities, reach: fc.constantFrom(...lockReaches) })
    await fc.assert(
      fc.asyncProperty(
        fc.array(request, { minLength: 1, maxLength: 5 }),
        fc.nat(),
        identities,
        async (requests, pick, other) => {
          const protections = await openProtections()
          for (const { asset: requested, reach } of requests)
            await protections.protect(account, [requested], reach)
          const locks = protections.listLocks()
          const removedId = locks[pick % locks.length]?.id ?? ''
          const remaining = protections.findLocks(account, [other]).filter(({ id }) => id !== removedId)
          await protections.unprotect([removedId])
          expect(protections.protects(account, other)).toBe(remaining.length > 0)
        },
      ),
      { numRuns: 1_000 },
    )
  })
})

describe('unreadable locks', () => {
  it('protect every file until they are read', () => {
    const ports = { files: new MemoryFiles(), clock: new FakeClock(), random: new FakeRandom() }
    const protections = new Protections({ ...ports, onChange: () => undefined })
    expect(protections.protects(account, asset())).toBe(true)
  })

  it.each([
    '{ "v": 2, "locks": [] }',
    '{ "v": 1 }',
    'no json',
    '',
    '{ "v": 1, "locks": [{ "id": "a" }] }',
    '{ "v": 1, "locks": [], "more": 1 }',
  ])('protect every file, and their file stays, if it contains %j', async (text) => {
    const files = new MemoryFiles()
    files.files.set('protections.json', encode(text))
    const protections = await openProtections(files)
    expect(protections.isReadable()).toBe(false)
    expect(protections.protects(account, asset())).toBe(true)
    const refused = { ok: false, failure: { kind: 'locks-unreadable' } }
    expect(await protections.protect(account, [asset()], 'file')).toMatchObject(refused)
    expect(await protections.unprotect(['a'])).toMatchObject(refused)
    expect(new TextDecoder().decode(files.files.get('protections.json'))).toBe(text)
  })

  it('can be kept under another name, unchanged, to start a new list', async () => {
    const files = new MemoryFiles()
    files.files.set('protections.json', encode('torn'))
    const protections = await openProtections(files)
    expect(await protections.resetLocks()).toMatchObject({ ok: true })
    expect(protections.protects(account, asset())).toBe(false)
    const asideFile = [...files.files].find(([name]) => name.startsWith('protections-aside-'))
    expect(new TextDecoder().decode(asideFile?.[1])).toBe('torn')
    expect((await openProtections(files)).isReadable()).toBe(true)
  })

  it('are not reset while they can be read', async () => {
    const protections = await openProtections()
    await protections.protect(account, [asset()], 'file')
    await protections.resetLocks()
    expect(protections.protects(account, asset())).toBe(true)
  })
})

describe('a full disk', () => {
  class FullFiles extends MemoryFiles {
    isFull = false
    override write(name: string, bytes: Uint8Array): Promise<void> {
      return this.isFull ? Promise.reject(new Error('ENOSPC')) : super.write(name, bytes)
    }
  }

  it('is reported and changes nothing: no lock is lost, and none is added', async () => {
    const files = new FullFiles()
    const protections = await openProtections(files)
    await protections.protect(account, [asset()], 'file')
    files.isFull = true
    const [lock] = protections.listLocks()
    const refused = { ok: false, failure: { kind: 'storage-failed' } }
    expect(await protections.unprotect([lock?.id ?? ''])).toMatchObject(refused)
    expect(protections.protects(account, asset())).toBe(true)
    expect(await protections.protect(account, [asset({ segmentId: 2 })], 'segment')).toMatchObject(refused)
    expect(protections.protects(account, asset({ segmentId: 2 }))).toBe(false)
  })

  it('does not delay a lock, which is effective while it is being written', async () => {
    const protections = await openProtections()
    const locking = protections.protect(account, [asset()], 'file')
    await Promise.resolve()
    await Promise.resolve()
    expect(protections.protects(account, asset())).toBe(true)
    await locking
  })
})

it('loses no lock if many are set concurrently', async () => {
  const files = new MemoryFiles()
  const protections = await openProtections(files)
  const ids = Array.from({ length: 50 }, (_, index) => index + 1)
  await Promise.all(ids.map((segmentId) => protections.protect(account, [asset({ segmentId })], 'segment')))
  const reopened = await openProtections(files)
  expect(ids.every((segmentId) => reopened.protects(account, asset({ segmentId })))).toBe(true)
})

it('refuses locks above the maximum, and changes nothing', async () => {
  const protections = await openProtections()
  const many = Array.from({ length: 10_001 }, (_, index) => asset({ segmentId: index + 1 }))
  expect(await protections.protect(account, many, 'segment')).toMatchObject({
    failure: { kind: 'locks-too-many' },
  })
  expect(protections.listLocks()).toEqual([])
})

it('opens the locks of version 1', async () => {
  const files = new MemoryFiles()
  const golden = path.join(import.meta.dirname, 'golden/protections-v1.json')
  files.files.set('protections.json', readFileSync(golden))
  const protections = await openProtections(files)
  expect(protections.listLocks().map(({ id }) => id)).toEqual(['a1', 'a2', 'a3'])
  expect(protections.protects(account, asset())).toBe(true)
  expect(protections.protects(account, asset({ segmentId: 2, relativePath: 'public/views/deep' }))).toBe(true)
  expect(protections.protects(account, asset({ segmentId: 2, relativePath: 'public' }))).toBe(false)
})

it('finds the locks of 100,000 files among 10,000 quickly', async () => {
  const protections = await openProtections()
  const files = Array.from({ length: 100_000 }, (_, n) =>
    asset({ segmentId: n % 500, relativePath: 'public/views', name: `Überblick ${n}.png` }),
  )
  await protections.protect(account, files.slice(0, 10_000), 'file')
  const startedAt = performance.now()
  expect(files.filter((file) => protections.protects(account, file))).toHaveLength(10_000)
  expect(performance.now() - startedAt).toBeLessThan(5_000)
})
