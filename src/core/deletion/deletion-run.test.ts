import { describe, expect, it } from 'vitest'
import { DeletionHarness, storedFile, outcomesByName } from '../../testing/deletion-harness'
import { expiredTokenResponse, throttledResponse } from '../../testing/scripted-http'

const five = ['a', 'b', 'c', 'd', 'e'].map((name) => storedFile(name))

function isDelete(request: { method: string; path: string }): boolean {
  return request.method === 'DELETE' && request.path.includes('/assets/')
}

describe('a deletion without faults', () => {
  it('deletes the confirmed files, verifies them, and refreshes the view', async () => {
    const harness = DeletionHarness.overFiles(five)
    const run = await harness.deleteFiles(['b', 'd'])
    expect(outcomesByName(run)).toEqual({ b: 'deleted-and-verified', d: 'deleted-and-verified' })
    expect(harness.platform.names()).toEqual(['a', 'c', 'e'])
    expect(run).toMatchObject({ stop: null, vanished: [], phase: 'done' })
    expect(harness.refreshes.map(({ assets }) => assets.map(({ name }) => name))).toEqual([['a', 'c', 'e']])
    expect(harness.phases).toEqual(['checking', 'first-file', 'deleting', 'verifying', 'done'])
  })

  it('costs what the plan says: a listing, the files, one listing after the canary, a closing one', async () => {
    const harness = DeletionHarness.overFiles(five)
    const assets = await harness.listAssets([1])
    const question = await harness.planDeletion(assets.slice(0, 4))
    const requestsBefore = harness.platform.requests.length
    await harness.runDeletion(question)
    expect(harness.platform.requests.length - requestsBefore).toBe(question.calls)
    expect(question.calls).toBe(1 + 4 + 1 + 1)
  })

  it('takes the canary from the segment with the most files', async () => {
    const harness = DeletionHarness.overFiles([storedFile('lonely', { segmentId: 2 }), ...five])
    await harness.deleteFiles(['lonely', 'c'])
    expect(harness.platform.deletes()).toEqual(['c', 'lonely'])
  })

  it('checks an empty listing with the single-segment call, even if all files were requested', async () => {
    const harness = DeletionHarness.overFiles([storedFile('only')])
    expect(outcomesByName(await harness.deleteFiles(['only']))).toEqual({ only: 'deleted-and-verified' })
    expect(harness.platform.requests.some(({ path }) => path.endsWith('/assets/1/list'))).toBe(true)
  })

  it('deletes one localised file and leaves others of the same name', async () => {
    const harness = DeletionHarness.overFiles([
      storedFile('x', { locale: 'en' }),
      storedFile('x', { locale: 'de' }),
      storedFile('x'),
    ])
    const assets = await harness.listAssets([1])
    const run = await harness.runDeletion(
      await harness.planDeletion(assets.filter(({ locale }) => locale === 'en')),
    )
    expect(outcomesByName(run)).toEqual({ x: 'deleted-and-verified' })
    expect((await harness.listAssets([1])).map(({ locale }) => locale)).toEqual(['de', null])
  })
})

describe('the plan', () => {
  it('is frozen: its files are deleted once, by its id', async () => {
    const harness = DeletionHarness.overFiles(five)
    const question = await harness.planDeletion(await harness.listAssets([1]))
    await harness.runDeletion(question)
    expect(await harness.deletions.confirmPlan(question.planId)).toMatchObject({
      ok: false,
      failure: { kind: 'plan-unknown' },
    })
    expect(harness.platform.deletes()).toHaveLength(5)
  })

  it('cannot be confirmed after a sign-out, nor once discarded', async () => {
    const harness = DeletionHarness.overFiles(five)
    const [asset] = await harness.listAssets([1])
    const first = await harness.planDeletion(asset === undefined ? [] : [asset])
    harness.deletions.onConnectionChanged()
    const second = await harness.planDeletion(asset === undefined ? [] : [asset])
    harness.deletions.discardPlan(second.planId)
    for (const { planId } of [first, second]) {
      expect(await harness.deletions.confirmPlan(planId)).toMatchObject({
        ok: false,
        failure: { kind: 'plan-unknown' },
      })
    }
    expect(harness.platform.deletes()).toEqual([])
  })

  it('shows which files are gone, which have changed, and which cannot be deleted', async () => {
    const harness = DeletionHarness.overFiles([
      ...five,
      storedFile('..'),
      storedFile('x//y'),
      storedFile('n'.repeat(8_100)),
    ])
    const assets = await harness.listAssets([1])
    harness.platform.remove('a')
    harness.platform.put(storedFile('b', { size: 101 }))
    harness.platform.put(storedFile('c', { modifiedDate: '2026-03-05T00:00:00Z' }))
    const question = await harness.planDeletion(assets)
    const planned = question.files.map(({ asset, planned: state }) => [
      asset.name.slice(0, 3),
      state.state === 'excluded' ? state.reason : state.state,
    ])
    expect(Object.fromEntries(planned)).toEqual({
      a: 'already-gone',
      b: 'changed',
      c: 'changed',
      d: 'will-be-deleted',
      e: 'will-be-deleted',
      '..': 'unsafe-name',
      'x//': 'unsafe-name',
      nnn: 'name-too-long',
    })
    expect(question.bytes).toBe(200)
    const run = await harness.runDeletion(question)
    expect(outcomesByName(run)).toMatchObject({
      a: 'already-gone',
      b: 'not-deleted: changed',
      c: 'not-deleted: changed',
      d: 'deleted-and-verified',
      e: 'deleted-and-verified',
      '..': 'not-deleted: unsafe-name',
    })
    expect(new Set(harness.platform.deletes())).toEqual(new Set(['d', 'e']))
  })

  it('requires typing the number above 25 files', async () => {
    const harness = DeletionHarness.overFiles(
      Array.from({ length: 26 }, (_, index) => storedFile(`f${String(index)}`)),
    )
    const assets = await harness.listAssets([1])
    expect((await harness.planDeletion(assets)).countToType).toBe(26)
    expect((await harness.planDeletion(assets.slice(1))).countToType).toBeNull()
  })

  it('counts only the files that it deletes for the number to type', async () => {
    const names = Array.from({ length: 27 }, (_, index) => `f${String(index)}`)
    const harness = DeletionHarness.overFiles([...names.map((name) => storedFile(name)), storedFile('..')])
    const assets = await harness.listAssets([1])
    expect((await harness.planDeletion(assets)).countToType).toBe(27)
    harness.platform.remove('f0')
    harness.platform.remove('f1')
    expect((await harness.planDeletion(assets)).countToType).toBeNull()
  })

  it('can be limited to its first files, which keep their risks and get a new price', async () => {
    const harness = DeletionHarness.overFiles([
      storedFile('a', { segmentId: 1 }),
      storedFile('x', { segmentId: 2, locale: 'en' }),
      storedFile('x', { segmentId: 2 }),
    ])
    const assets = [...(await harness.listAssets([1])), ...(await harness.listAssets([2]))]
    const all = await harness.planDeletion([...assets.filter(({ locale }) => locale === null), ...assets])
    expect(all.atRisk).toEqual([])
    const limited = harness.deletions.choosePlan(all.planId, { keepsCopies: true, maxFiles: 2 })
    if (!limited.ok) throw new Error(limited.failure.kind)
    expect(limited.value.planId).not.toBe(all.planId)
    expect(limited.value.files.map(({ asset }) => [asset.name, asset.locale])).toEqual([
      ['a', null],
      ['x', null],
    ])
    expect(limited.value.atRisk.map(({ locale }) => locale)).toEqual(['en'])
    expect(limited.value.bytes).toBe(200)
    expect(harness.deletions.findQuestion(all.planId)).toBeNull()
    expect(outcomesByName(await harness.runDeletion(limited.value))).toEqual({
      a: 'deleted-and-verified',
      x: 'deleted-and-verified',
    })
    expect(harness.platform.deletes()).toHaveLength(2)
  })

  it('updates the views if it can delete nothing, since no run will', async () => {
    const harness = DeletionHarness.overFiles(five)
    const assets = await harness.listAssets([1])
    harness.platform.remove('a')
    await harness.planDeletion(assets)
    expect(harness.refreshes).toEqual([])
    await harness.planDeletion(assets.filter(({ name }) => name === 'a'))
    expect(harness.refreshes.map((refresh) => refresh.assets.map(({ name }) => name))).toEqual([
      ['b', 'c', 'd', 'e'],
    ])
  })

  it('is not made if the listing fails, or is empty while the single-segment call shows files', async () => {
    const harness = DeletionHarness.overFiles(five)
    const assets = await harness.listAssets([1])
    harness.platform.fault = ({ path }) => (path.endsWith('/assets/list') ? { body: '[]' } : null)
    const selection = assets.map(
      ({ key: _key, contentType: _type, createdDate: _date, documentId: _id, ...asset }) => asset,
    )
    expect(await harness.deletions.planDeletion(selection)).toMatchObject({
      ok: false,
      failure: { kind: 'listing-suspicious' },
    })
    harness.platform.fault = () => ({ status: 500 })
    expect(await harness.deletions.planDeletion(selection)).toMatchObject({
      ok: false,
      failure: { kind: 'server-error' },
    })
  })
})

describe('the listing on confirmation', () => {
  it('reports a missing file as gone, and leaves a changed one', async () => {
    const harness = DeletionHarness.overFiles(five)
    const question = await harness.planDeletion(await harness.listAssets([1]))
    harness.platform.remove('a')
    harness.platform.put(storedFile('b', { size: 7 }))
    const run = await harness.runDeletion(question)
    expect(outcomesByName(run)).toMatchObject({
      a: 'already-gone',
      b: 'not-deleted: changed',
      c: 'deleted-and-verified',
    })
    expect(harness.platform.names()).toEqual(['b'])
  })

  it('reports everything as gone after checking with the single-segment call', async () => {
    const harness = DeletionHarness.overFiles([storedFile('only')])
    const question = await harness.planDeletion(await harness.listAssets([1]))
    harness.platform.remove('only')
    expect(outcomesByName(await harness.runDeletion(question))).toEqual({ only: 'already-gone' })
    expect(harness.platform.deletes()).toEqual([])
  })

  it.each([
    ['fails', { status: 500 }, 'listing-failed'],
    ['is HTML', { body: '<html>' }, 'listing-failed'],
    ['is empty although files were shown', { body: '[]' }, 'listing-suspicious'],
  ])('stops the run before any DELETE if it %s', async (_, response, reason) => {
    const harness = DeletionHarness.overFiles(five)
    const question = await harness.planDeletion(await harness.listAssets([1]))
    harness.platform.fault = ({ path }) => (path.endsWith('/assets/list') ? response : null)
    const run = await harness.runDeletion(question)
    expect(run.stop?.reason).toBe(reason)
    expect(new Set(Object.values(outcomesByName(run)))).toEqual(new Set(['not-deleted: job-stopped']))
    expect(harness.platform.deletes()).toEqual([])
  })

  it('stops the run before any DELETE if both listings are empty although other files were shown', async () => {
    const harness = DeletionHarness.overFiles(five)
    const question = await harness.planDeletion((await harness.listAssets([1])).slice(0, 2))
    harness.platform.fault = ({ path }) => (path.endsWith('/list') ? { body: '[]' } : null)
    const run = await harness.runDeletion(question)
    expect(run.stop?.reason).toBe('listing-suspicious')
    expect(harness.platform.deletes()).toEqual([])
  })
})

describe('the canary', () => {
  it('stops the run after one DELETE if the server responds with 200 and does nothing', async () => {
    const harness = DeletionHarness.overFiles(five)
    harness.platform.survives = () => true
    const run = await harness.deleteFiles(['a', 'b', 'c'])
    expect(outcomesByName(run)).toMatchObject({ a: 'still-on-server', b: 'not-deleted: job-stopped' })
    expect(run.stop?.reason).toBe('canary-still-there')
    expect(harness.platform.deletes()).toHaveLength(1)
  })

  it('stops the run after one DELETE if more files vanished, and names them', async () => {
    const harness = DeletionHarness.overFiles(five)
    harness.platform.alsoDeletes = () => five
    const run = await harness.deleteFiles(['a', 'b'])
    expect(run.stop?.reason).toBe('vanished-unasked')
    expect(run.vanished.map(({ name }) => name)).toEqual(['b', 'c', 'd', 'e'])
    expect(outcomesByName(run)).toEqual({ a: 'deleted-and-verified', b: 'already-gone' })
    expect(harness.platform.deletes()).toHaveLength(1)
  })

  it.each([
    ['a 403', { status: 403 }],
    [
      'a 400 that means a missing right',
      { status: 400, body: '{"error":{"title":"You do not have the permission."}}' },
    ],
  ])('stops the run with a separate reason on %s', async (_, response) => {
    const harness = DeletionHarness.overFiles(five)
    harness.platform.fault = (request) => (isDelete(request) ? response : null)
    const run = await harness.deleteFiles(['a', 'b'])
    expect(run.stop?.reason).toBe('forbidden')
    expect(outcomesByName(run)).toEqual({ a: 'not-deleted: forbidden', b: 'not-deleted: forbidden' })
    expect(harness.platform.deletes()).toHaveLength(1)
  })

  it('is replaced by another file if the server refuses its name', async () => {
    const harness = DeletionHarness.overFiles(five)
    let hasRefused = false
    harness.platform.fault = (request) => {
      if (!isDelete(request) || hasRefused) return null
      hasRefused = true
      return { status: 400, body: '{"error":{"title":"Bad name."}}' }
    }
    const run = await harness.deleteFiles(['a', 'b', 'c'])
    expect(outcomesByName(run)).toEqual({
      a: 'not-deleted: refused-by-server',
      b: 'deleted-and-verified',
      c: 'deleted-and-verified',
    })
    expect(run.files[0]?.outcome).toMatchObject({ detail: 'Bad name.' })
  })

  it.each(['drop-after-work', 'drop-before-work'] as const)(
    'is settled by the listing after a %s, and its DELETE never repeated',
    async (fault) => {
      const harness = DeletionHarness.overFiles(five)
      let hasDropped = false
      harness.platform.fault = (request) => {
        if (!isDelete(request) || hasDropped) return null
        hasDropped = true
        return fault
      }
      const run = await harness.deleteFiles(['a', 'b'])
      const wasDeleted = fault === 'drop-after-work'
      expect(outcomesByName(run)['a']).toBe(wasDeleted ? 'deleted-and-verified' : 'still-on-server')
      expect(run.stop?.reason).toBe(wasDeleted ? undefined : 'canary-unclear')
      expect(harness.platform.deletes().filter((name) => name === 'a')).toHaveLength(1)
    },
  )

  it('is retried after a 429 once a listing shows it unchanged', async () => {
    const harness = DeletionHarness.overFiles(five)
    let throttles = 2
    harness.platform.fault = (request) =>
      isDelete(request) && (throttles -= 1) >= 0 ? throttledResponse : null
    const run = await harness.deleteFiles(['a', 'b'])
    expect(outcomesByName(run)).toEqual({ a: 'deleted-and-verified', b: 'deleted-and-verified' })
    expect(harness.clock.elapsed()).toBeGreaterThanOrEqual(10_000)
    const methods = harness.platform.requests.map(({ method }) => method)
    expect(methods.slice(3, 8)).toEqual(['DELETE', 'GET', 'DELETE', 'GET', 'DELETE'])
  })

  it('is left alone if someone replaced it during a 429', async () => {
    const harness = DeletionHarness.overFiles(five)
    let hasRefused = false
    harness.platform.fault = (request) => {
      if (!isDelete(request) || hasRefused) return null
      hasRefused = true
      harness.platform.put(storedFile('a', { size: 9_999 }))
      return throttledResponse
    }
    const run = await harness.deleteFiles(['a', 'b'])
    expect(outcomesByName(run)).toEqual({ a: 'not-deleted: changed', b: 'deleted-and-verified' })
    expect(harness.platform.deletes()).toEqual(['a', 'b'])
  })

  it('is retried immediately after a lost session', async () => {
    const harness = DeletionHarness.overFiles(five)
    let hasRefused = false
    harness.platform.fault = (request) => {
      if (!isDelete(request) || hasRefused) return null
      hasRefused = true
      return expiredTokenResponse
    }
    expect(outcomesByName(await harness.deleteFiles(['a']))).toEqual({ a: 'deleted-and-verified' })
  })
})

describe('the rest of the files', () => {
  const twelve = Array.from({ length: 12 }, (_, index) => storedFile(`f${String(index).padStart(2, '0')}`))
  const names = twelve.map(({ name }) => name)

  it('continue after single failures, and get their outcome from the closing listing', async () => {
    const harness = DeletionHarness.overFiles(twelve)
    harness.platform.survives = ({ name }) => name === 'f05'
    harness.platform.fault = (request) => {
      const name = harness.platform.requests.at(-1)?.name
      if (!isDelete(request)) return null
      if (name === 'f03') return 'drop-after-work'
      return name === 'f08' ? { status: 500 } : null
    }
    const run = await harness.deleteFiles(names)
    const deletedNames = names.filter((name) => name !== 'f05' && name !== 'f08')
    expect(outcomesByName(run)).toEqual({
      ...Object.fromEntries(deletedNames.map((name) => [name, 'deleted-and-verified'])),
      f05: 'still-on-server',
      f08: 'still-on-server',
    })
    expect(harness.platform.deletes()).toHaveLength(12)
  })

  it('are not deleted after three consecutive failures', async () => {
    const harness = DeletionHarness.overFiles(twelve)
    harness.platform.fault = (request) =>
      isDelete(request) && harness.platform.requests.at(-1)?.name !== 'f00' ? { status: 500 } : null
    const run = await harness.deleteFiles(names)
    expect(run.stop?.reason).toBe('failures-in-a-row')
    expect(harness.platform.deletes().length).toBeLessThanOrEqual(1 + 3 + 3)
    expect(outcomesByName(run)['f11']).toBe('not-deleted: job-stopped')
  })

  it('stay on the server after Stop, while calls in flight are reported', async () => {
    const harness = DeletionHarness.overFiles(twelve)
    harness.platform.afterWork = () => {
      if (harness.platform.deletes().length === 5)
        void harness.deletions.stopRun(harness.deletions.currentRun()?.id ?? '')
    }
    const run = await harness.deleteFiles(names)
    const outcomes = Object.values(outcomesByName(run))
    expect(run.stop?.reason).toBe('by-user')
    expect(outcomes.filter((outcome) => outcome === 'deleted-and-verified')).toHaveLength(
      harness.platform.deletes().length,
    )
    expect(harness.platform.deletes().length).toBeLessThanOrEqual(8)
    expect(outcomes.filter((outcome) => outcome === 'not-deleted: stopped-by-user').length).toBeGreaterThan(3)
  })

  it('are deleted while a vanished file is reported by name', async () => {
    const harness = DeletionHarness.overFiles([...twelve, storedFile('bystander')])
    harness.platform.alsoDeletes = ({ name }) =>
      name === 'f07' ? [...twelve, storedFile('bystander')].slice(-1) : []
    harness.platform.afterWork = () => {
      if (harness.platform.deletes().length === 6) harness.platform.remove('bystander')
    }
    const run = await harness.deleteFiles(names)
    expect(run.vanished.map(({ name }) => name)).toEqual(['bystander'])
  })

  it('are not counted as deleted if the closing listing fails', async () => {
    const harness = DeletionHarness.overFiles(twelve)
    harness.platform.fault = ({ method }) =>
      method === 'GET' && harness.platform.deletes().length === 12 ? { status: 500 } : null
    const run = await harness.deleteFiles(names)
    expect(new Set(Object.values(outcomesByName(run)))).toEqual(new Set(['not-checked']))
    expect(run.stop).toMatchObject({ reason: 'listing-failed', failure: { kind: 'server-error' } })
    expect(harness.refreshes).toEqual([])
  })

  it('are listed again before a DELETE that follows more than a minute later', async () => {
    const harness = DeletionHarness.overFiles(five)
    harness.platform.afterWork = (request) => {
      if (isDelete(request)) harness.clock.advance(61_000)
    }
    await harness.deleteFiles(['a', 'b'])
    const methods = harness.platform.requests.map(({ method }) => method)
    expect(methods.filter((method) => method === 'DELETE')).toHaveLength(2)
    expect(outcomesByName(harness.deletions.currentRun() ?? (await harness.deleteFiles([])))).toEqual({
      a: 'deleted-and-verified',
      b: 'deleted-and-verified',
    })
  })

  it('are deleted even if the token expires at every second call', async () => {
    const harness = DeletionHarness.overFiles(twelve)
    harness.platform.fault = ({ nth }) => (nth % 2 === 0 ? expiredTokenResponse : null)
    const run = await harness.deleteFiles(names)
    expect(new Set(Object.values(outcomesByName(run)))).toEqual(new Set(['deleted-and-verified']))
    expect(harness.platform.names()).toEqual([])
  })
})
