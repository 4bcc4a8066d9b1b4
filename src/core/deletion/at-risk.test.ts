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
    [
      'a file of that name in another segment',
      [asset('x'), asset('x', { locale: 'de', segmentId: 2 })],
      false,
    ],
    [
      'a file of that name in another folder',
      [asset('x'), asset('x', { locale: 'de', relativePath: 'a' })],
      false,
    ],
    [
      'a file in the same folder, written differently',
      [asset('x', { relativePath: 'a/b' }), asset('x', { locale: 'de', relativePath: 'a\\b' })],
      true,
    ],
    ['the neutral file, for a localised one', [asset('x', { locale: 'de' }), asset('x')], false],
    [
      'another language, for a localised file',
      [asset('x', { locale: 'de' }), asset('x', { locale: 'en' })],
      false,
    ],
    [
      'a file in the folder of that language',
      [asset('x', { locale: 'en' }), asset('x', { relativePath: 'en' })],
      true,
    ],
    [
      'a localised file, for one in the folder of its language',
      [asset('x', { relativePath: 'en' }), asset('x', { locale: 'en' })],
      true,
    ],
    ['the file of that name at the root, for a path in the name', [asset('a/x'), asset('x')], true],
    ['its translation, for a path in the name', [asset('a\\x'), asset('x', { locale: 'de' })], true],
    ['the same path given by the folder', [asset('a\\x'), asset('x', { relativePath: 'a' })], true],
    ['a file with a path in its name, for the one at the root', [asset('x'), asset('a/x')], false],
    ['another spelling of the name', [asset('X.PNG'), asset('x.png')], true],
    ['another composition of the name', [asset('é'), asset('e\u0301', { locale: 'fr' })], true],
  ])('%s', (_, [one, other], isAtRisk) => {
    const risks = findRisks(toSnapshot([one, other]))(one)
    expect(risks.map(({ key }) => key)).toEqual(isAtRisk ? [other.key] : [])
  })

  it('never include the file itself, and include each other file once', () => {
    const assets = fc.record({
      name: fc.constantFrom('x', 'X', 'y', 'a\\x', 'en/x'),
      locale: fc.constantFrom(null, 'en', 'de'),
      relativePath: fc.constantFrom('', 'en', 'a', 'EN\\a'),
      segmentId: fc.constantFrom(1, 2),
    })
    fc.assert(
      fc.property(fc.array(assets), (identities) => {
        const all = identities.map(({ name, ...rest }) => asset(name, rest))
        const risksOf = findRisks(toSnapshot(all))
        for (const file of all) {
          const keys = risksOf(file).map(({ key }) => key)
          expect(keys).not.toContain(file.key)
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

/** The server treats a name without a language as that name in every language. */
function deleteAllLanguages(harness: DeletionHarness): void {
  harness.platform.alsoDeletes = (deleted) =>
    deleted.locale === null ? siblings.filter(({ name }) => name === deleted.name) : []
}

async function listNeutral(harness: DeletionHarness, names: readonly string[]): Promise<readonly Asset[]> {
  return (await harness.listAssets([1])).filter(({ locale, name }) => locale === null && names.includes(name))
}

type PlatformRequest = MemoryPlatform['requests'][number]

function failDownloads(
  { platform }: DeletionHarness,
  shouldFail: (request: PlatformRequest) => boolean,
  status = 500,
): void {
  platform.fault = ({ method, path }) => {
    const request = platform.requests.at(-1)
    const isDownload = method === 'GET' && !path.endsWith('/list')
    return isDownload && request !== undefined && shouldFail(request) ? { status } : null
  }
}

describe('a deletion with files at risk', () => {
  it('lists them in the plan, with the cost of their copies', async () => {
    const { deletionHarness: harness } = new DeletionWithBinHarness(siblings)
    const question = await harness.planDeletion(await listNeutral(harness, ['x', 'y']))
    expect(question.atRisk.map(({ locale }) => locale)).toEqual(['de', 'en'])
    expect(question.bytes).toBe(200)
    // Listing, 2 + 2 copies, 2 files, the listing after the canary, the closing one.
    expect(question.calls).toBe(1 + 4 + 2 + 1 + 1)
  })

  it('costs a download for each file and each file at risk, a DELETE for each file, and the planned listings', async () => {
    const { deletionHarness: harness } = new DeletionWithBinHarness(siblings)
    const question = await harness.planDeletion(await listNeutral(harness, ['x', 'y', 'z']))
    const requestsBefore = harness.platform.requests.length
    await harness.runDeletion(question)
    const requests = harness.platform.requests.slice(requestsBefore)
    const isListing = ({ path }: { path: string }): boolean => path.endsWith('/list')
    expect(requests.filter(({ method }) => method === 'DELETE')).toHaveLength(3)
    expect(requests.filter((request) => request.method === 'GET' && !isListing(request))).toHaveLength(3 + 2)
    expect(requests.filter(isListing)).toHaveLength(3)
    expect(requests).toHaveLength(question.calls)
  })

  it('copies all of them before the DELETE that removes them', async () => {
    const { deletionHarness: harness, bin } = new DeletionWithBinHarness(siblings)
    deleteAllLanguages(harness)
    const copiesAtFirstDelete: number[] = []
    harness.platform.beforeDelete = () => copiesAtFirstDelete.push(bin.copyCount())
    const run = await harness.runDeletion(await harness.planDeletion(await listNeutral(harness, ['x', 'y'])))
    expect(copiesAtFirstDelete).toEqual([3])
    expect(run.stop?.reason).toBe('vanished-unasked')
    expect(run.vanished.map(({ locale }) => locale)).toEqual(['de', 'en'])
    expect(run.vanished.every(({ copyId }) => copyId !== null)).toBe(true)
    expect(outcomesByName(run)).toEqual({ x: 'deleted-and-verified', y: 'not-deleted: job-stopped' })
  })

  it('skips a file whose own copy fails, and deletes the others', async () => {
    const { deletionHarness: harness, bin } = new DeletionWithBinHarness(siblings)
    failDownloads(harness, ({ name }) => name === 'y')
    const run = await harness.runDeletion(await harness.planDeletion(await listNeutral(harness, ['y', 'z'])))
    expect(outcomesByName(run)).toEqual({ y: 'not-deleted: copy-failed', z: 'deleted-and-verified' })
    expect(harness.platform.deletes()).toEqual(['z'])
    expect((await bin.list()).map(({ identity }) => identity.name)).toEqual(['z'])
  })

  it.each([
    [404, 'ａ'.repeat(230), 'not-deleted: name-too-long'],
    [414, 'ａ'.repeat(230), 'not-deleted: name-too-long'],
    [500, 'ａ'.repeat(230), 'not-deleted: copy-failed'],
    [404, 'a'.repeat(230), 'not-deleted: copy-failed'],
  ])('tells a name that is too long (%i) from another failed copy', async (status, name, outcome) => {
    const { deletionHarness: harness } = new DeletionWithBinHarness([storedFile(name), storedFile('z')])
    failDownloads(harness, (request) => request.name === name, status)
    const run = await harness.runDeletion(await harness.planDeletion(await listNeutral(harness, [name, 'z'])))
    expect(outcomesByName(run)).toEqual({ [name]: outcome, z: 'deleted-and-verified' })
    expect(harness.platform.deletes()).toEqual(['z'])
  })

  it('skips a file if the copy of a file at risk fails, and deletes the others', async () => {
    const { deletionHarness: harness } = new DeletionWithBinHarness(siblings)
    failDownloads(harness, ({ locale }) => locale === 'en')
    const run = await harness.runDeletion(await harness.planDeletion(await listNeutral(harness, ['x', 'y'])))
    expect(outcomesByName(run)).toEqual({ x: 'not-deleted: sibling-copy-failed', y: 'deleted-and-verified' })
    expect(harness.platform.deletes()).toEqual(['y'])
  })

  it('copies a selected file once, before the file whose DELETE may remove it', async () => {
    const { deletionHarness: harness, bin } = new DeletionWithBinHarness(siblings)
    const question = await harness.planDeletion(
      (await harness.listAssets([1])).filter(({ name }) => name === 'x'),
    )
    expect(question.atRisk).toEqual([])
    await harness.runDeletion(question)
    expect(harness.platform.names()).toEqual(['y', 'z'])
    expect(bin.copyCount()).toBe(3)
    expect((await bin.list()).map(({ why }) => why)).toEqual(['to-delete', 'to-delete', 'to-delete'])
  })

  it('reports after a crash what vanished, with its copy, and deletes nothing more', async () => {
    const harnessWithBin = new DeletionWithBinHarness(siblings)
    const { deletionHarness: harness } = harnessWithBin
    deleteAllLanguages(harness)
    const question = await harness.planDeletion(await listNeutral(harness, ['x', 'y', 'z']))
    const afterCrash = new Promise<DeletionWithBinHarness>((resolve) => {
      harness.platform.afterWork = ({ method, path }) => {
        if (method !== 'DELETE' || !path.includes('/assets/')) return
        harness.platform.afterWork = () => undefined
        resolve(harnessWithBin.restart())
      }
    })
    void harness.runDeletion(question)
    const next = (await afterCrash).deletionHarness
    const ended = next.whenEnded()
    next.connect()
    await ended
    const run = next.ended[0]
    expect(run?.stop?.reason).toBe('vanished-unasked')
    expect(run?.vanished.map(({ locale, copyId }) => [locale, copyId !== null])).toEqual([
      ['de', true],
      ['en', true],
    ])
    expect(run?.files[0]?.copyId).not.toBeNull()
    expect(outcomesByName(run ?? (await next.deleteFiles([])))).toEqual({
      x: 'deleted-and-verified',
      y: 'not-deleted: job-stopped',
      z: 'not-deleted: job-stopped',
    })
    expect(next.platform.names()).toEqual(['y', 'z'])
  })

  it('downloads nothing with copies off', async () => {
    const { deletionHarness: harness } = new DeletionWithBinHarness(siblings)
    const question = await harness.planDeletion(await listNeutral(harness, ['x']))
    const withoutCopies = harness.deletions.choosePlan(question.planId, { keepsCopies: false })
    if (!withoutCopies.ok) throw new Error('no plan without copies')
    const requestsBefore = harness.platform.requests.length
    await harness.runDeletion(withoutCopies.value)
    expect(harness.platform.requests.length - requestsBefore).toBe(withoutCopies.value.calls)
    expect(withoutCopies.value.calls).toBe(1 + 1 + 1 + 1)
  })
})

describe('copies ahead of their DELETE', () => {
  const many: PlatformFile[] = Array.from({ length: 12 }, (_, n) =>
    storedFile(`f${String(n).padStart(2, '0')}`),
  )

  it('are made while earlier DELETEs are in flight, and never before the canary is verified', async () => {
    const { deletionHarness: harness, bin } = new DeletionWithBinHarness(many)
    harness.limits.deletesInFlight = 1
    const copiesAtDelete: number[] = []
    harness.platform.beforeDelete = () => copiesAtDelete.push(bin.copyCount())
    await harness.deleteFiles(
      many.map(({ name }) => name),
      [1],
    )
    expect(copiesAtDelete[0]).toBe(1)
    // With one delete in flight, only a copy made ahead can exceed the number of deletes.
    expect(copiesAtDelete.some((copies, nth) => copies > nth + 1)).toBe(true)
    expect(bin.copyCount()).toBe(12)
  })

  it('keep to the setting for concurrent deletes', async () => {
    const { deletionHarness: harness } = new DeletionWithBinHarness(many)
    harness.limits.deletesInFlight = 1
    let maxInFlight = 0
    let inFlight = 0
    harness.platform.fault = ({ method }) => {
      if (method === 'DELETE') maxInFlight = Math.max(maxInFlight, (inFlight += 1))
      return null
    }
    harness.platform.afterWork = ({ method }) => {
      if (method === 'DELETE') inFlight -= 1
    }
    await harness.deleteFiles(
      many.map(({ name }) => name),
      [1],
    )
    expect(maxInFlight).toBe(1)
    expect(harness.platform.names()).toEqual([])
  })

  it('are cancelled by Stop, even while a 429 delays them', async () => {
    const { deletionHarness: harness } = new DeletionWithBinHarness(many)
    let requestsAtStop = 0
    harness.platform.fault = ({ method, path }) => {
      const isDownload = method === 'GET' && !path.endsWith('/list')
      if (isDownload && harness.platform.deletes().length > 2) {
        void harness.deletions.stopRun(harness.deletions.currentRun()?.id ?? '')
        requestsAtStop = harness.platform.requests.length
        return { status: 429, headers: { 'retry-after': '3600' } }
      }
      return null
    }
    const run = await harness.deleteFiles(
      many.map(({ name }) => name),
      [1],
    )
    expect(run.stop).toMatchObject({ reason: 'listing-failed', failure: { kind: 'stopped' } })
    expect(Object.values(outcomesByName(run))).toContain('not-deleted: stopped-by-user')
    // The server's pause is longer than a stop may take, so not even the closing listing waits for its end.
    expect(Object.values(outcomesByName(run))).toContain('not-checked')
    expect(harness.platform.requests.slice(requestsAtStop)).toEqual([])
  })
})

describe('a server that throttles every DELETE', () => {
  it('makes the run give up and report every file as not deleted', async () => {
    const harness = DeletionHarness.overFiles(siblings)
    harness.platform.fault = ({ method, path }) =>
      method === 'DELETE' && path.includes('/assets/') ? { status: 429 } : null
    const run = await harness.deleteFiles(['y', 'z'], [1])
    expect(run.stop?.reason).toBe('throttled-out')
    expect(outcomesByName(run)).toEqual({ y: 'not-deleted: job-stopped', z: 'not-deleted: job-stopped' })
    expect(harness.platform.deletes()).toHaveLength(10)
    expect(harness.clock.elapsed()).toBeGreaterThanOrEqual(9 * 10_000)
  })
})

describe('if there are more other files than a journal records', () => {
  it('files at risk are still found after a crash', async () => {
    const crowd = Array.from({ length: 20_100 }, (_, n) => storedFile(`crowd${String(n)}`))
    const harnessWithBin = new DeletionWithBinHarness([...crowd, ...siblings])
    deleteAllLanguages(harnessWithBin.deletionHarness)
    const question = await harnessWithBin.deletionHarness.planDeletion(
      await listNeutral(harnessWithBin.deletionHarness, ['x']),
    )
    const afterCrash = new Promise<DeletionWithBinHarness>((resolve) => {
      harnessWithBin.deletionHarness.platform.afterWork = ({ method }) => {
        if (method !== 'DELETE') return
        harnessWithBin.deletionHarness.platform.afterWork = () => undefined
        resolve(harnessWithBin.restart())
      }
    })
    void harnessWithBin.deletionHarness.runDeletion(question)
    const { deletionHarness: harness } = await afterCrash
    const ended = harness.whenEnded()
    harness.connect()
    await ended
    expect(harness.ended[0]?.vanished.map(({ locale }) => locale)).toEqual(['de', 'en'])
  })
})

describe('a run while other people change files', () => {
  it('stops the run before any DELETE if the listing on confirmation lacks a file that a second one shows', async () => {
    const { deletionHarness: harness } = new DeletionWithBinHarness(siblings)
    deleteAllLanguages(harness)
    const question = await harness.planDeletion(await listNeutral(harness, ['x', 'y']))
    let hasFailed = false
    harness.platform.fault = ({ path }) => {
      if (!path.endsWith('/assets/list') || hasFailed) return null
      hasFailed = true
      return { body: JSON.stringify(siblings.filter(({ locale }) => locale !== 'en')) }
    }
    const run = await harness.runDeletion(question)
    expect(run.stop?.reason).toBe('listing-suspicious')
    expect(harness.platform.deletes()).toEqual([])
  })

  it('continues if someone else deleted an unselected file before the confirmation', async () => {
    const { deletionHarness: harness } = new DeletionWithBinHarness(siblings)
    const question = await harness.planDeletion(await listNeutral(harness, ['x', 'y']))
    harness.platform.remove('z')
    expect(outcomesByName(await harness.runDeletion(question))).toEqual({
      x: 'deleted-and-verified',
      y: 'deleted-and-verified',
    })
  })

  it('leaves a waiting file alone if the listing after the canary shows it as replaced', async () => {
    const { deletionHarness: harness } = new DeletionWithBinHarness(siblings)
    harness.platform.afterWork = ({ method, path }) => {
      if (method === 'DELETE' && path.includes('/assets/'))
        harness.platform.put(storedFile('z', { size: 9_999 }))
    }
    const run = await harness.runDeletion(
      await harness.planDeletion(await listNeutral(harness, ['x', 'y', 'z'])),
    )
    expect(outcomesByName(run)).toEqual({
      x: 'deleted-and-verified',
      y: 'deleted-and-verified',
      z: 'not-deleted: changed',
    })
    expect(harness.platform.deletes()).not.toContain('z')
  })

  it('copies a file of the same name that is uploaded after the confirmation', async () => {
    const { deletionHarness: harness, bin } = new DeletionWithBinHarness(siblings)
    harness.platform.afterWork = ({ method, path }) => {
      if (method !== 'DELETE' || !path.includes('/assets/') || harness.platform.deletes().length > 1) return
      harness.platform.add(storedFile('y', { locale: 'fr', size: 77 }))
    }
    const run = await harness.runDeletion(await harness.planDeletion(await listNeutral(harness, ['x', 'y'])))
    expect(outcomesByName(run)['y']).toBe('deleted-and-verified')
    const copies = (await bin.list()).map(({ identity, size }) => [identity.name, identity.locale, size])
    expect(copies).toContainEqual(['y', 'fr', 77])
  })

  it('copies a selected file that was already gone and comes back', async () => {
    const { deletionHarness: harness, bin } = new DeletionWithBinHarness(siblings)
    const listed = await harness.listAssets([1])
    const german = listed.filter(({ name, locale }) => name === 'x' && locale === 'de')
    const chosen = [...(await listNeutral(harness, ['y'])), ...(await listNeutral(harness, ['x'])), ...german]
    const question = await harness.planDeletion(chosen)
    harness.platform.removeWhere(({ locale }) => locale === 'de')
    harness.platform.afterWork = ({ method }) => {
      if (method === 'DELETE' && harness.platform.deletes().length === 1)
        harness.platform.add(storedFile('x', { locale: 'de', size: 99 }))
    }
    const run = await harness.runDeletion(question)
    expect(outcomesByName(run)['y']).toBe('deleted-and-verified')
    const copies = (await bin.list()).map(({ identity, size }) => [identity.name, identity.locale, size])
    expect(copies).toContainEqual(['x', 'de', 99])
  })

  it('copies a file of the same name that the listing after a 429 shows before it repeats the DELETE', async () => {
    const { deletionHarness: harness, bin } = new DeletionWithBinHarness(siblings)
    deleteAllLanguages(harness)
    harness.platform.fault = ({ method }) => {
      if (method !== 'DELETE' || harness.platform.all().some(({ locale }) => locale === 'fr')) return null
      harness.platform.add(storedFile('x', { locale: 'fr', size: 77 }))
      return throttledResponse
    }
    let copiesBefore = 0
    harness.platform.beforeDelete = () => (copiesBefore = bin.copyCount())
    const run = await harness.runDeletion(await harness.planDeletion(await listNeutral(harness, ['x'])))
    expect(outcomesByName(run)).toEqual({ x: 'deleted-and-verified' })
    expect(copiesBefore).toBe(4)
    const copies = (await bin.list()).map(({ identity, size }) => [identity.name, identity.locale, size])
    expect(copies).toContainEqual(['x', 'fr', 77])
  })

  it('does not delete a file if a file of the same name appears after a 429 and cannot be copied', async () => {
    const { deletionHarness: harness } = new DeletionWithBinHarness(siblings)
    harness.platform.fault = ({ method, path }) => {
      const hasAppeared = harness.platform.all().some(({ locale }) => locale === 'fr')
      if (hasAppeared && method === 'GET' && !path.endsWith('/list')) return { status: 500 }
      if (hasAppeared || method !== 'DELETE') return null
      harness.platform.add(storedFile('x', { locale: 'fr', size: 77 }))
      return throttledResponse
    }
    const run = await harness.runDeletion(await harness.planDeletion(await listNeutral(harness, ['x'])))
    expect(outcomesByName(run)).toEqual({ x: 'not-deleted: sibling-copy-failed' })
    expect(harness.platform.names()).toContain('x')
  })
})
