import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Asset } from '../../shared/asset'
import { harnessContext, DeletionHarness, storedFile, outcomesByName } from '../../testing/deletion-harness'
import { DeletionWithBinHarness } from '../../testing/deletion-with-bin-harness'
import type { MemoryPlatform, PlatformFile } from '../../testing/memory-platform'
import { throttledResponse } from '../../testing/scripted-http'
import { assetKey } from '../assets/asset-key'
import { findRisks } from './at-risk'
import { toSnapshot } from './snapshot'

function asset(name: string, rest: Partial<Asset> = {}): Asset {
  const identity = {
    context: harnessContext,
    segmentId: 1,
    locale: null,
    relativePath: '',
    name,
    ...rest,
  }
  const facts = {
    size: 1,
    contentType: '',
    createdDate: null,
    modifiedDate: null,
    documentId: null,
    projectId: null,
  }
  return { ...facts, ...identity, key: assetKey(identity) }
}

describe('files at risk', () => {
  it.each<[string, readonly [Asset, Asset], boolean]>([
    ['a localised file of the same name', [asset('x'), asset('x', { locale: 'de' })], true],
    ['a localised file of another name', [asset('x'), asset('y', { locale: 'de' })], false],
    ['that of another segment', [asset('x'), asset('x', { locale: 'de', segmentId: 2 })], false],
    ['that of another folder', [asset('x'), asset('x', { locale: 'de', relativePath: 'a' })], false],
    [
      'the same folder, written otherwise',
      [asset('x', { relativePath: 'a/b' }), asset('x', { locale: 'de', relativePath: 'a\\b' })],
      true,
    ],
    ['the neutral file, of one with a language', [asset('x', { locale: 'de' }), asset('x')], false],
    [
      'another language, of one with a language',
      [asset('x', { locale: 'de' }), asset('x', { locale: 'en' })],
      false,
    ],
    [
      'a file in the folder of the language',
      [asset('x', { locale: 'en' }), asset('x', { relativePath: 'en' })],
      true,
    ],
    [
      'the language, of a file in its folder',
      [asset('x', { relativePath: 'en' }), asset('x', { locale: 'en' })],
      true,
    ],
    ['another spelling of the name', [asset('X.PNG'), asset('x.png')], true],
    ['another composition of the name', [asset('é'), asset('e\u0301', { locale: 'fr' })], true],
  ])('%s', (_, [one, other], isAtRisk) => {
    const risks = findRisks(toSnapshot([one, other]))(one)
    expect(risks.map(({ key }) => key)).toEqual(isAtRisk ? [other.key] : [])
  })

  it('never hold the file itself, and hold each other one once', () => {
    const some = fc.record({
      name: fc.constantFrom('x', 'X', 'y'),
      locale: fc.constantFrom(null, 'en', 'de'),
      relativePath: fc.constantFrom('', 'en', 'a', 'EN\\a'),
      segmentId: fc.constantFrom(1, 2),
    })
    fc.assert(
      fc.property(fc.array(some), (places) => {
        const all = places.map(({ name, ...rest }) => asset(name, rest))
        const risksOf = findRisks(toSnapshot(all))
        for (const each of all) {
          const keys = risksOf(each).map(({ key }) => key)
          expect(keys).not.toContain(each.key)
          expect(new Set(keys).size).toBe(keys.length)
        }
      }),
    )
  })
})

const siblings = [
  storedFile('x'),
  storedFile('x', { locale: 'de' }),
  storedFile('x', { locale: 'en' }),
  storedFile('y'),
  storedFile('z'),
]

/** The server takes a name without a language as the name in every language. */
function takesAllLanguages(bench: DeletionHarness): void {
  bench.platform.alsoDeletes = (deleted) =>
    deleted.locale === null ? siblings.filter(({ name }) => name === deleted.name) : []
}

async function neutral(bench: DeletionHarness, names: readonly string[]): Promise<readonly Asset[]> {
  return (await bench.listAssets([1])).filter(({ locale, name }) => locale === null && names.includes(name))
}

type Asked = MemoryPlatform['requests'][number]

function failDownloads({ platform }: DeletionHarness, isMeant: (asked: Asked) => boolean): void {
  platform.fault = ({ method, path }) => {
    const asked = platform.requests.at(-1)
    const isDownload = method === 'GET' && !path.endsWith('/list')
    return isDownload && asked !== undefined && isMeant(asked) ? { status: 500 } : null
  }
}

describe('a deletion with siblings at risk', () => {
  it('names them in the question, with what their copies cost', async () => {
    const { deletionHarness: bench } = new DeletionWithBinHarness(siblings)
    const question = await bench.planDeletion(await neutral(bench, ['x', 'y']))
    expect(question.atRisk.map(({ locale }) => locale)).toEqual(['de', 'en'])
    expect(question.bytes).toBe(200)
    // Listing, 2 + 2 copies, 2 files, the listing after the first, the closing one.
    expect(question.calls).toBe(1 + 4 + 2 + 1 + 1)
  })

  it('costs N + B downloads, N deletes, and the listings of the question', async () => {
    const { deletionHarness: bench } = new DeletionWithBinHarness(siblings)
    const question = await bench.planDeletion(await neutral(bench, ['x', 'y', 'z']))
    const then = bench.platform.requests.length
    await bench.runDeletion(question)
    const requests = bench.platform.requests.slice(then)
    const isListing = ({ path }: { path: string }): boolean => path.endsWith('/list')
    expect(requests.filter(({ method }) => method === 'DELETE')).toHaveLength(3)
    expect(requests.filter((request) => request.method === 'GET' && !isListing(request))).toHaveLength(3 + 2)
    expect(requests.filter(isListing)).toHaveLength(3)
    expect(requests).toHaveLength(question.calls)
  })

  it('has the copies of all before the DELETE that takes them', async () => {
    const { deletionHarness: bench, bin } = new DeletionWithBinHarness(siblings)
    takesAllLanguages(bench)
    const copiesAtFirst: number[] = []
    bench.platform.beforeDelete = () => copiesAtFirst.push(bin.copies())
    const job = await bench.runDeletion(await bench.planDeletion(await neutral(bench, ['x', 'y'])))
    expect(copiesAtFirst).toEqual([3])
    expect(job.stop?.reason).toBe('vanished-unasked')
    expect(job.vanished.map(({ locale }) => locale)).toEqual(['de', 'en'])
    expect(job.vanished.every(({ copyId }) => copyId !== null)).toBe(true)
    expect(outcomesByName(job)).toEqual({ x: 'deleted-and-verified', y: 'not-deleted: job-stopped' })
  })

  it('is not asked for where its own copy fails; the others go on', async () => {
    const { deletionHarness: bench, bin } = new DeletionWithBinHarness(siblings)
    failDownloads(bench, ({ name }) => name === 'y')
    const job = await bench.runDeletion(await bench.planDeletion(await neutral(bench, ['y', 'z'])))
    expect(outcomesByName(job)).toEqual({ y: 'not-deleted: copy-failed', z: 'deleted-and-verified' })
    expect(bench.platform.deletes()).toEqual(['z'])
    expect((await bin.list()).map(({ identity }) => identity.name)).toEqual(['z'])
  })

  it('is not asked for where the copy of a sibling fails; the others go on', async () => {
    const { deletionHarness: bench } = new DeletionWithBinHarness(siblings)
    failDownloads(bench, ({ locale }) => locale === 'en')
    const job = await bench.runDeletion(await bench.planDeletion(await neutral(bench, ['x', 'y'])))
    expect(outcomesByName(job)).toEqual({ x: 'not-deleted: sibling-copy-failed', y: 'deleted-and-verified' })
    expect(bench.platform.deletes()).toEqual(['y'])
  })

  it('copies a chosen sibling once, and before the file that may take it', async () => {
    const { deletionHarness: bench, bin } = new DeletionWithBinHarness(siblings)
    const question = await bench.planDeletion(
      (await bench.listAssets([1])).filter(({ name }) => name === 'x'),
    )
    expect(question.atRisk).toEqual([])
    await bench.runDeletion(question)
    expect(bench.platform.names()).toEqual(['y', 'z'])
    expect(bin.copies()).toBe(3)
    expect((await bin.list()).map(({ why }) => why)).toEqual(['to-delete', 'to-delete', 'to-delete'])
  })

  it('finds after a death in the middle what went along, by name and with its copy, and goes no further', async () => {
    const world = new DeletionWithBinHarness(siblings)
    const { deletionHarness: bench } = world
    takesAllLanguages(bench)
    const question = await bench.planDeletion(await neutral(bench, ['x', 'y', 'z']))
    const died = new Promise<DeletionWithBinHarness>((resolve) => {
      bench.platform.afterWork = ({ method, path }) => {
        if (method !== 'DELETE' || !path.includes('/assets/')) return
        bench.platform.afterWork = () => undefined
        resolve(world.restart())
      }
    })
    void bench.runDeletion(question)
    const next = (await died).deletionHarness
    const ended = next.whenEnded()
    next.connect()
    await ended
    const job = next.ended[0]
    expect(job?.stop?.reason).toBe('vanished-unasked')
    expect(job?.vanished.map(({ locale, copyId }) => [locale, copyId !== null])).toEqual([
      ['de', true],
      ['en', true],
    ])
    expect(job?.files[0]?.copyId).not.toBeNull()
    expect(outcomesByName(job ?? (await next.deleteFiles([])))).toEqual({
      ...{ x: 'deleted-and-verified', y: 'not-deleted: job-stopped', z: 'not-deleted: job-stopped' },
    })
    expect(next.platform.names()).toEqual(['y', 'z'])
  })

  it('without copies asks for no download', async () => {
    const { deletionHarness: bench } = new DeletionWithBinHarness(siblings)
    const question = await bench.planDeletion(await neutral(bench, ['x']))
    const without = bench.deletions.chooseCopies(question.planId, false)
    if (!without.ok) throw new Error('no question without copies')
    const then = bench.platform.requests.length
    await bench.runDeletion(without.value)
    expect(bench.platform.requests.length - then).toBe(without.value.calls)
    expect(without.value.calls).toBe(1 + 1 + 1 + 1)
  })
})

describe('copies that stream ahead', () => {
  const many: PlatformFile[] = Array.from({ length: 12 }, (_, n) =>
    storedFile(`f${String(n).padStart(2, '0')}`),
  )

  it('are made while the DELETEs before them wait for their answers, and never before the first file is verified', async () => {
    const { deletionHarness: bench, bin } = new DeletionWithBinHarness(many)
    bench.limits.deletesInFlight = 1
    const seen: number[] = []
    bench.platform.beforeDelete = () => seen.push(bin.copies())
    await bench.deleteFiles(
      many.map(({ name }) => name),
      [1],
    )
    expect(seen[0]).toBe(1)
    // One at a time, none would be ahead of its own file by itself.
    expect(seen.some((copies, nth) => copies > nth + 1)).toBe(true)
    expect(bin.copies()).toBe(12)
  })

  it('are limited by the setting for deletes at once', async () => {
    const { deletionHarness: bench } = new DeletionWithBinHarness(many)
    bench.limits.deletesInFlight = 1
    let most = 0
    let open = 0
    bench.platform.fault = ({ method }) => {
      if (method === 'DELETE') most = Math.max(most, (open += 1))
      return null
    }
    bench.platform.afterWork = ({ method }) => {
      if (method === 'DELETE') open -= 1
    }
    await bench.deleteFiles(
      many.map(({ name }) => name),
      [1],
    )
    expect(most).toBe(1)
    expect(bench.platform.names()).toEqual([])
  })

  it('end with a Stop, also those that a 429 holds back', async () => {
    const { deletionHarness: bench } = new DeletionWithBinHarness(many)
    let held = 0
    bench.platform.fault = ({ method, path }) => {
      const isDownload = method === 'GET' && !path.endsWith('/list')
      if (isDownload && bench.platform.deletes().length > 2) {
        void bench.deletions.stopRun(bench.deletions.currentRun()?.id ?? '')
        held = bench.platform.requests.length
        return { status: 429, headers: { 'retry-after': '3600' } }
      }
      return null
    }
    const job = await bench.deleteFiles(
      many.map(({ name }) => name),
      [1],
    )
    expect(job.stop?.reason).toBe('by-user')
    expect(Object.values(outcomesByName(job))).toContain('not-deleted: stopped-by-user')
    // What the pause held back was not asked for when it ended: the closing listing alone waited for it.
    expect(bench.platform.requests.slice(held).map(({ path }) => path.split('/').at(-1))).toEqual(['list'])
  })
})

describe('a server that answers every DELETE with 429', () => {
  it('is given up on, and what was not deleted says so', async () => {
    const bench = DeletionHarness.overFiles(siblings)
    bench.platform.fault = ({ method, path }) =>
      method === 'DELETE' && path.includes('/assets/') ? { status: 429 } : null
    const job = await bench.deleteFiles(['y', 'z'], [1])
    expect(job.stop?.reason).toBe('throttled-out')
    expect(outcomesByName(job)).toEqual({ y: 'not-deleted: job-stopped', z: 'not-deleted: job-stopped' })
    expect(bench.platform.deletes()).toHaveLength(10)
    expect(bench.clock.elapsed()).toBeGreaterThanOrEqual(9 * 10_000)
  })
})

describe('beside more files than a journal writes down', () => {
  it('those at risk are found again after a death', async () => {
    const crowd = Array.from({ length: 20_100 }, (_, n) => storedFile(`crowd${String(n)}`))
    const world = new DeletionWithBinHarness([...crowd, ...siblings])
    takesAllLanguages(world.deletionHarness)
    const question = await world.deletionHarness.planDeletion(await neutral(world.deletionHarness, ['x']))
    const died = new Promise<DeletionWithBinHarness>((resolve) => {
      world.deletionHarness.platform.afterWork = ({ method }) => {
        if (method !== 'DELETE') return
        world.deletionHarness.platform.afterWork = () => undefined
        resolve(world.restart())
      }
    })
    void world.deletionHarness.runDeletion(question)
    const { deletionHarness: bench } = await died
    const ended = bench.whenEnded()
    bench.connect()
    await ended
    expect(bench.ended[0]?.vanished.map(({ locale }) => locale)).toEqual(['de', 'en'])
  })
})

describe('what others do meanwhile', () => {
  it('a listing on confirmation that lacks a file for a moment stops the job before anything is asked for', async () => {
    const { deletionHarness: bench } = new DeletionWithBinHarness(siblings)
    takesAllLanguages(bench)
    const question = await bench.planDeletion(await neutral(bench, ['x', 'y']))
    let lied = false
    bench.platform.fault = ({ path }) => {
      if (!path.endsWith('/assets/list') || lied) return null
      lied = true
      return { body: JSON.stringify(siblings.filter(({ locale }) => locale !== 'en')) }
    }
    const job = await bench.runDeletion(question)
    expect(job.stop?.reason).toBe('listing-suspicious')
    expect(bench.platform.deletes()).toEqual([])
  })

  it('a file that somebody else deleted before the confirmation stops nothing', async () => {
    const { deletionHarness: bench } = new DeletionWithBinHarness(siblings)
    const question = await bench.planDeletion(await neutral(bench, ['x', 'y']))
    bench.platform.remove('z')
    expect(outcomesByName(await bench.runDeletion(question))).toEqual({
      x: 'deleted-and-verified',
      y: 'deleted-and-verified',
    })
  })

  it('a waiting file that the listing after the first shows as replaced is left alone', async () => {
    const { deletionHarness: bench } = new DeletionWithBinHarness(siblings)
    bench.platform.afterWork = ({ method, path }) => {
      if (method === 'DELETE' && path.includes('/assets/'))
        bench.platform.put(storedFile('z', { size: 9_999 }))
    }
    const job = await bench.runDeletion(await bench.planDeletion(await neutral(bench, ['x', 'y', 'z'])))
    expect(outcomesByName(job)).toEqual({
      ...{ x: 'deleted-and-verified', y: 'deleted-and-verified', z: 'not-deleted: changed' },
    })
    expect(bench.platform.deletes()).not.toContain('z')
  })

  it('a namesake that somebody uploads after the confirmation is copied too', async () => {
    const { deletionHarness: bench, bin } = new DeletionWithBinHarness(siblings)
    bench.platform.afterWork = ({ method, path }) => {
      if (method !== 'DELETE' || !path.includes('/assets/') || bench.platform.deletes().length > 1) return
      bench.platform.add(storedFile('y', { locale: 'fr', size: 77 }))
    }
    const job = await bench.runDeletion(await bench.planDeletion(await neutral(bench, ['x', 'y'])))
    expect(outcomesByName(job)['y']).toBe('deleted-and-verified')
    const kept = (await bin.list()).map(({ identity, size }) => [identity.name, identity.locale, size])
    expect(kept).toContainEqual(['y', 'fr', 77])
  })

  it('a file of the question that was already gone and comes back is copied like any other', async () => {
    const { deletionHarness: bench, bin } = new DeletionWithBinHarness(siblings)
    const listed = await bench.listAssets([1])
    const german = listed.filter(({ name, locale }) => name === 'x' && locale === 'de')
    const chosen = [...(await neutral(bench, ['y'])), ...(await neutral(bench, ['x'])), ...german]
    const question = await bench.planDeletion(chosen)
    bench.platform.removeWhere(({ locale }) => locale === 'de')
    bench.platform.afterWork = ({ method }) => {
      if (method === 'DELETE' && bench.platform.deletes().length === 1)
        bench.platform.add(storedFile('x', { locale: 'de', size: 99 }))
    }
    const job = await bench.runDeletion(question)
    expect(outcomesByName(job)['y']).toBe('deleted-and-verified')
    const kept = (await bin.list()).map(({ identity, size }) => [identity.name, identity.locale, size])
    expect(kept).toContainEqual(['x', 'de', 99])
  })

  it('a namesake that the listing after a 429 shows is copied before the DELETE is asked for again', async () => {
    const { deletionHarness: bench, bin } = new DeletionWithBinHarness(siblings)
    takesAllLanguages(bench)
    bench.platform.fault = ({ method }) => {
      if (method !== 'DELETE' || bench.platform.all().some(({ locale }) => locale === 'fr')) return null
      bench.platform.add(storedFile('x', { locale: 'fr', size: 77 }))
      return throttledResponse
    }
    let copiesBefore = 0
    bench.platform.beforeDelete = () => (copiesBefore = bin.copies())
    const job = await bench.runDeletion(await bench.planDeletion(await neutral(bench, ['x'])))
    expect(outcomesByName(job)).toEqual({ x: 'deleted-and-verified' })
    expect(copiesBefore).toBe(4)
    const kept = (await bin.list()).map(({ identity, size }) => [identity.name, identity.locale, size])
    expect(kept).toContainEqual(['x', 'fr', 77])
  })

  it('a namesake that shows up after a 429 and cannot be copied keeps the file where it is', async () => {
    const { deletionHarness: bench } = new DeletionWithBinHarness(siblings)
    bench.platform.fault = ({ method, path }) => {
      const isThere = bench.platform.all().some(({ locale }) => locale === 'fr')
      if (isThere && method === 'GET' && !path.endsWith('/list')) return { status: 500 }
      if (isThere || method !== 'DELETE') return null
      bench.platform.add(storedFile('x', { locale: 'fr', size: 77 }))
      return throttledResponse
    }
    const job = await bench.runDeletion(await bench.planDeletion(await neutral(bench, ['x'])))
    expect(outcomesByName(job)).toEqual({ x: 'not-deleted: sibling-copy-failed' })
    expect(bench.platform.names()).toContain('x')
  })
})
