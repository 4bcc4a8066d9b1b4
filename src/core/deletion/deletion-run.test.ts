import { describe, expect, it } from 'vitest'
import { DeletionHarness, storedFile, outcomesByName } from '../../testing/deletion-harness'
import { expiredTokenResponse, throttledResponse } from '../../testing/scripted-http'

const five = ['a', 'b', 'c', 'd', 'e'].map((name) => storedFile(name))

function isDelete(request: { method: string; path: string }): boolean {
  return request.method === 'DELETE' && request.path.includes('/assets/')
}

describe('a deletion without faults', () => {
  it('deletes what was confirmed, verifies it, and refreshes the view', async () => {
    const bench = DeletionHarness.overFiles(five)
    const job = await bench.deleteFiles(['b', 'd'])
    expect(outcomesByName(job)).toEqual({ b: 'deleted-and-verified', d: 'deleted-and-verified' })
    expect(bench.platform.names()).toEqual(['a', 'c', 'e'])
    expect(job).toMatchObject({ stop: null, vanished: [], phase: 'done' })
    expect(bench.refreshes.map(({ assets }) => assets.map(({ name }) => name))).toEqual([['a', 'c', 'e']])
    expect(bench.phases).toEqual(['checking', 'first-file', 'deleting', 'verifying', 'done'])
  })

  it('costs what the question says: a listing, the files, one listing after the first, a closing one', async () => {
    const bench = DeletionHarness.overFiles(five)
    const assets = await bench.listAssets([1])
    const question = await bench.planDeletion(assets.slice(0, 4))
    const before = bench.platform.requests.length
    await bench.runDeletion(question)
    expect(bench.platform.requests.length - before).toBe(question.calls)
    expect(question.calls).toBe(1 + 4 + 1 + 1)
  })

  it('takes the first file from the segment with the most other files', async () => {
    const bench = DeletionHarness.overFiles([storedFile('lonely', { segmentId: 2 }), ...five])
    await bench.deleteFiles(['lonely', 'c'])
    expect(bench.platform.deletes()).toEqual(['c', 'lonely'])
  })

  it('believes an empty segment only after a second opinion, when all of it was asked for', async () => {
    const bench = DeletionHarness.overFiles([storedFile('only')])
    expect(outcomesByName(await bench.deleteFiles(['only']))).toEqual({ only: 'deleted-and-verified' })
    expect(bench.platform.requests.some(({ path }) => path.endsWith('/assets/1/list'))).toBe(true)
  })

  it('deletes one localised file and leaves those of the same name', async () => {
    const bench = DeletionHarness.overFiles([
      storedFile('x', { locale: 'en' }),
      storedFile('x', { locale: 'de' }),
      storedFile('x'),
    ])
    const assets = await bench.listAssets([1])
    const job = await bench.runDeletion(
      await bench.planDeletion(assets.filter(({ locale }) => locale === 'en')),
    )
    expect(outcomesByName(job)).toEqual({ x: 'deleted-and-verified' })
    expect((await bench.listAssets([1])).map(({ locale }) => locale)).toEqual(['de', null])
  })
})

describe('the question', () => {
  it('is frozen: what it names is deleted, once, by its id', async () => {
    const bench = DeletionHarness.overFiles(five)
    const question = await bench.planDeletion(await bench.listAssets([1]))
    await bench.runDeletion(question)
    expect(await bench.deletions.confirmPlan(question.planId)).toMatchObject({
      ok: false,
      failure: { kind: 'plan-unknown' },
    })
    expect(bench.platform.deletes()).toHaveLength(5)
  })

  it('cannot be confirmed after a sign-out, nor once discarded', async () => {
    const bench = DeletionHarness.overFiles(five)
    const [asset] = await bench.listAssets([1])
    const first = await bench.planDeletion(asset === undefined ? [] : [asset])
    bench.deletions.connectionChanged()
    const second = await bench.planDeletion(asset === undefined ? [] : [asset])
    bench.deletions.discardPlan(second.planId)
    for (const { planId } of [first, second]) {
      expect(await bench.deletions.confirmPlan(planId)).toMatchObject({
        ok: false,
        failure: { kind: 'plan-unknown' },
      })
    }
    expect(bench.platform.deletes()).toEqual([])
  })

  it('tells what is gone, what changed since it was looked at, and what cannot be asked for', async () => {
    const bench = DeletionHarness.overFiles([
      ...five,
      storedFile('..'),
      storedFile('x/y'),
      storedFile('n'.repeat(2_100)),
    ])
    const assets = await bench.listAssets([1])
    bench.platform.remove('a')
    bench.platform.put(storedFile('b', { size: 101 }))
    bench.platform.put(storedFile('c', { modifiedDate: '2026-03-05T00:00:00Z' }))
    const question = await bench.planDeletion(assets)
    const planned = question.files.map(({ asset, planned: state }) => [
      asset.name.slice(0, 3),
      state.state === 'excluded' ? state.reason : state.state,
    ])
    expect(Object.fromEntries(planned)).toEqual({
      ...{ a: 'already-gone', b: 'changed', c: 'changed', d: 'will-be-deleted', e: 'will-be-deleted' },
      ...{ '..': 'unsafe-name', 'x/y': 'unsafe-name', nnn: 'name-too-long' },
    })
    expect(question.bytes).toBe(200)
    const job = await bench.runDeletion(question)
    expect(outcomesByName(job)).toMatchObject({
      ...{ a: 'already-gone', b: 'not-deleted: changed', c: 'not-deleted: changed' },
      ...{ d: 'deleted-and-verified', e: 'deleted-and-verified', '..': 'not-deleted: unsafe-name' },
    })
    expect(new Set(bench.platform.deletes())).toEqual(new Set(['d', 'e']))
  })

  it('asks for the number above 25 files', async () => {
    const bench = DeletionHarness.overFiles(
      Array.from({ length: 26 }, (_, index) => storedFile(`f${String(index)}`)),
    )
    const assets = await bench.listAssets([1])
    expect((await bench.planDeletion(assets)).countToType).toBe(26)
    expect((await bench.planDeletion(assets.slice(1))).countToType).toBeNull()
  })

  it('is not asked where the listing fails or shows nothing of what the single call shows', async () => {
    const bench = DeletionHarness.overFiles(five)
    const assets = await bench.listAssets([1])
    bench.platform.fault = ({ path }) => (path.endsWith('/assets/list') ? { body: '[]' } : null)
    const selection = assets.map(
      ({ key: _key, contentType: _type, createdDate: _date, documentId: _id, ...asset }) => asset,
    )
    expect(await bench.deletions.planDeletion(selection)).toMatchObject({
      ok: false,
      failure: { kind: 'listing-suspicious' },
    })
    bench.platform.fault = () => ({ status: 500 })
    expect(await bench.deletions.planDeletion(selection)).toMatchObject({
      ok: false,
      failure: { kind: 'server-error' },
    })
  })
})

describe('between question and confirmation', () => {
  it('a file that went is told as gone, one that changed stays', async () => {
    const bench = DeletionHarness.overFiles(five)
    const question = await bench.planDeletion(await bench.listAssets([1]))
    bench.platform.remove('a')
    bench.platform.put(storedFile('b', { size: 7 }))
    const job = await bench.runDeletion(question)
    expect(outcomesByName(job)).toMatchObject({
      a: 'already-gone',
      b: 'not-deleted: changed',
      c: 'deleted-and-verified',
    })
    expect(bench.platform.names()).toEqual(['b'])
  })

  it('everything that went by other hands is told as gone, after a second opinion', async () => {
    const bench = DeletionHarness.overFiles([storedFile('only')])
    const question = await bench.planDeletion(await bench.listAssets([1]))
    bench.platform.remove('only')
    expect(outcomesByName(await bench.runDeletion(question))).toEqual({ only: 'already-gone' })
    expect(bench.platform.deletes()).toEqual([])
  })

  it.each([
    ['fails', { status: 500 }, 'listing-failed'],
    ['is HTML', { body: '<html>' }, 'listing-failed'],
    ['is empty though files were there', { body: '[]' }, 'listing-suspicious'],
  ])('nothing is deleted where the listing %s', async (_, answer, reason) => {
    const bench = DeletionHarness.overFiles(five)
    const question = await bench.planDeletion(await bench.listAssets([1]))
    bench.platform.fault = ({ path }) => (path.endsWith('/assets/list') ? answer : null)
    const job = await bench.runDeletion(question)
    expect(job.stop?.reason).toBe(reason)
    expect(new Set(Object.values(outcomesByName(job)))).toEqual(new Set(['not-deleted: job-stopped']))
    expect(bench.platform.deletes()).toEqual([])
  })

  it('nothing is deleted where both listings show nothing though others were there', async () => {
    const bench = DeletionHarness.overFiles(five)
    const question = await bench.planDeletion((await bench.listAssets([1])).slice(0, 2))
    bench.platform.fault = ({ path }) => (path.endsWith('/list') ? { body: '[]' } : null)
    const job = await bench.runDeletion(question)
    expect(job.stop?.reason).toBe('listing-suspicious')
    expect(bench.platform.deletes()).toEqual([])
  })
})

describe('the first file', () => {
  it('stops the job after one DELETE where the server says 200 and does nothing', async () => {
    const bench = DeletionHarness.overFiles(five)
    bench.platform.survives = () => true
    const job = await bench.deleteFiles(['a', 'b', 'c'])
    expect(outcomesByName(job)).toMatchObject({ a: 'still-on-server', b: 'not-deleted: job-stopped' })
    expect(job.stop?.reason).toBe('canary-still-there')
    expect(bench.platform.deletes()).toHaveLength(1)
  })

  it('stops the job after one DELETE where more vanished, and names what did', async () => {
    const bench = DeletionHarness.overFiles(five)
    bench.platform.alsoDeletes = () => five
    const job = await bench.deleteFiles(['a', 'b'])
    expect(job.stop?.reason).toBe('vanished-unasked')
    expect(job.vanished.map(({ name }) => name)).toEqual(['b', 'c', 'd', 'e'])
    expect(outcomesByName(job)).toEqual({ a: 'deleted-and-verified', b: 'already-gone' })
    expect(bench.platform.deletes()).toHaveLength(1)
  })

  it.each([
    ['a 403', { status: 403 }],
    [
      'a 400 that means no right',
      { status: 400, body: '{"error":{"title":"You do not have the permission."}}' },
    ],
  ])('stops the job with its own reason on %s', async (_, answer) => {
    const bench = DeletionHarness.overFiles(five)
    bench.platform.fault = (request) => (isDelete(request) ? answer : null)
    const job = await bench.deleteFiles(['a', 'b'])
    expect(job.stop?.reason).toBe('forbidden')
    expect(outcomesByName(job)).toEqual({ a: 'not-deleted: forbidden', b: 'not-deleted: forbidden' })
    expect(bench.platform.deletes()).toHaveLength(1)
  })

  it('is another file where a name is refused', async () => {
    const bench = DeletionHarness.overFiles(five)
    let refused = false
    bench.platform.fault = (request) => {
      if (!isDelete(request) || refused) return null
      refused = true
      return { status: 400, body: '{"error":{"title":"Bad name."}}' }
    }
    const job = await bench.deleteFiles(['a', 'b', 'c'])
    expect(outcomesByName(job)).toEqual({
      ...{ a: 'not-deleted: refused-by-server', b: 'deleted-and-verified', c: 'deleted-and-verified' },
    })
    expect(job.files[0]?.outcome).toMatchObject({ detail: 'Bad name.' })
  })

  it.each(['drop-after-work', 'drop-before-work'] as const)(
    'is settled by the listing on a %s, never asked again',
    async (fault) => {
      const bench = DeletionHarness.overFiles(five)
      let dropped = false
      bench.platform.fault = (request) => {
        if (!isDelete(request) || dropped) return null
        dropped = true
        return fault
      }
      const job = await bench.deleteFiles(['a', 'b'])
      const gone = fault === 'drop-after-work'
      expect(outcomesByName(job)['a']).toBe(gone ? 'deleted-and-verified' : 'still-on-server')
      expect(job.stop?.reason).toBe(gone ? undefined : 'canary-unclear')
      expect(bench.platform.deletes().filter((name) => name === 'a')).toHaveLength(1)
    },
  )

  it('is asked again after a 429, once a listing shows it unchanged', async () => {
    const bench = DeletionHarness.overFiles(five)
    let refusals = 2
    bench.platform.fault = (request) => (isDelete(request) && (refusals -= 1) >= 0 ? throttledResponse : null)
    const job = await bench.deleteFiles(['a', 'b'])
    expect(outcomesByName(job)).toEqual({ a: 'deleted-and-verified', b: 'deleted-and-verified' })
    expect(bench.clock.elapsed()).toBeGreaterThanOrEqual(10_000)
    const methods = bench.platform.requests.map(({ method }) => method)
    expect(methods.slice(3, 8)).toEqual(['DELETE', 'GET', 'DELETE', 'GET', 'DELETE'])
  })

  it('is left alone where somebody replaced it during a 429', async () => {
    const bench = DeletionHarness.overFiles(five)
    let refused = false
    bench.platform.fault = (request) => {
      if (!isDelete(request) || refused) return null
      refused = true
      bench.platform.put(storedFile('a', { size: 9_999 }))
      return throttledResponse
    }
    const job = await bench.deleteFiles(['a', 'b'])
    expect(outcomesByName(job)).toEqual({ a: 'not-deleted: changed', b: 'deleted-and-verified' })
    expect(bench.platform.deletes()).toEqual(['a', 'b'])
  })

  it('is asked again at once where the session was lost', async () => {
    const bench = DeletionHarness.overFiles(five)
    let refused = false
    bench.platform.fault = (request) => {
      if (!isDelete(request) || refused) return null
      refused = true
      return expiredTokenResponse
    }
    expect(outcomesByName(await bench.deleteFiles(['a']))).toEqual({ a: 'deleted-and-verified' })
  })
})

describe('the rest', () => {
  const twelve = Array.from({ length: 12 }, (_, index) => storedFile(`f${String(index).padStart(2, '0')}`))
  const names = twelve.map(({ name }) => name)

  it('goes on past single failures, and tells each file what the closing listing says', async () => {
    const bench = DeletionHarness.overFiles(twelve)
    bench.platform.survives = ({ name }) => name === 'f05'
    bench.platform.fault = (request) => {
      const asked = bench.platform.requests.at(-1)?.name
      if (!isDelete(request)) return null
      if (asked === 'f03') return 'drop-after-work'
      return asked === 'f08' ? { status: 500 } : null
    }
    const job = await bench.deleteFiles(names)
    const others = names.filter((name) => name !== 'f05' && name !== 'f08')
    expect(outcomesByName(job)).toEqual({
      ...Object.fromEntries(others.map((name) => [name, 'deleted-and-verified'])),
      ...{ f05: 'still-on-server', f08: 'still-on-server' },
    })
    expect(bench.platform.deletes()).toHaveLength(12)
  })

  it('stops after three failures in a row', async () => {
    const bench = DeletionHarness.overFiles(twelve)
    bench.platform.fault = (request) =>
      isDelete(request) && bench.platform.requests.at(-1)?.name !== 'f00' ? { status: 500 } : null
    const job = await bench.deleteFiles(names)
    expect(job.stop?.reason).toBe('failures-in-a-row')
    expect(bench.platform.deletes().length).toBeLessThanOrEqual(1 + 3 + 3)
    expect(outcomesByName(job)['f11']).toBe('not-deleted: job-stopped')
  })

  it('ends where the user stops: what is in flight is told, the rest stays', async () => {
    const bench = DeletionHarness.overFiles(twelve)
    bench.platform.afterWork = () => {
      if (bench.platform.deletes().length === 5)
        void bench.deletions.stopRun(bench.deletions.currentRun()?.id ?? '')
    }
    const job = await bench.deleteFiles(names)
    const all = Object.values(outcomesByName(job))
    expect(job.stop?.reason).toBe('by-user')
    expect(all.filter((outcome) => outcome === 'deleted-and-verified')).toHaveLength(
      bench.platform.deletes().length,
    )
    expect(bench.platform.deletes().length).toBeLessThanOrEqual(8)
    expect(all.filter((outcome) => outcome === 'not-deleted: stopped-by-user').length).toBeGreaterThan(3)
  })

  it('names a file that somebody or something took meanwhile', async () => {
    const bench = DeletionHarness.overFiles([...twelve, storedFile('bystander')])
    bench.platform.alsoDeletes = ({ name }) =>
      name === 'f07' ? [...twelve, storedFile('bystander')].slice(-1) : []
    bench.platform.afterWork = () => {
      if (bench.platform.deletes().length === 6) bench.platform.remove('bystander')
    }
    const job = await bench.deleteFiles(names)
    expect(job.vanished.map(({ name }) => name)).toEqual(['bystander'])
  })

  it('counts nothing as gone where the closing listing cannot be had', async () => {
    const bench = DeletionHarness.overFiles(twelve)
    bench.platform.fault = ({ method }) =>
      method === 'GET' && bench.platform.deletes().length === 12 ? { status: 500 } : null
    const job = await bench.deleteFiles(names)
    expect(new Set(Object.values(outcomesByName(job)))).toEqual(new Set(['not-checked']))
    expect(job.stop).toMatchObject({ reason: 'listing-failed', failure: { kind: 'server-error' } })
    expect(bench.refreshes).toEqual([])
  })

  it('lists again before a DELETE that comes after more than a minute', async () => {
    const bench = DeletionHarness.overFiles(five)
    bench.platform.afterWork = (request) => {
      if (isDelete(request)) bench.clock.advance(61_000)
    }
    await bench.deleteFiles(['a', 'b'])
    const methods = bench.platform.requests.map(({ method }) => method)
    expect(methods.filter((method) => method === 'DELETE')).toHaveLength(2)
    expect(outcomesByName(bench.deletions.currentRun() ?? (await bench.deleteFiles([])))).toEqual({
      ...{ a: 'deleted-and-verified', b: 'deleted-and-verified' },
    })
  })

  it('survives tokens that die every second call', async () => {
    const bench = DeletionHarness.overFiles(twelve)
    bench.platform.fault = ({ nth }) => (nth % 2 === 0 ? expiredTokenResponse : null)
    const job = await bench.deleteFiles(names)
    expect(new Set(Object.values(outcomesByName(job)))).toEqual(new Set(['deleted-and-verified']))
    expect(bench.platform.names()).toEqual([])
  })
})
