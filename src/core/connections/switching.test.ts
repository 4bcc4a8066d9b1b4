import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assertNothingTripped, type DemoServer } from '../../demo-server'
import type { JobView } from '../../shared/deletion'
import { outcomes } from '../../testing/deletion-bench'
import { SwitchBench } from '../../testing/switch-bench'
import { accountKeyOf } from './open-connection'

const deletes = { method: 'DELETE', path: /\/assets\// }
const ofAssets = { path: /\/assets\// }
const uploads = { method: 'POST', path: /media\/upload/ }
const signOuts = { method: 'DELETE', path: /auth\/token/ }
const all = ['a.txt', 'b.txt', 'c.txt', 'd.txt']
const allGone = Object.fromEntries(all.map((name) => [name, 'deleted-and-verified']))

describe('leaving a connection', () => {
  let on: SwitchBench

  beforeEach(async () => {
    on = await SwitchBench.start()
  })

  afterEach(async () => {
    await on.close()
    assertNothingTripped()
  })

  /** Confirmed on the first server, with its first DELETE held there. */
  async function deleting(): Promise<{ end: Promise<JobView>; release: () => void }> {
    await on.open(on.one)
    const { planId } = await on.ask(all)
    const release = on.one.faults.hold(deletes)
    const arrived = on.one.faults.waitFor(deletes)
    const { end } = await on.begin(planId)
    await arrived
    return { end, release }
  }

  const names = (server: DemoServer): string[] =>
    server.store
      .all()
      .map(({ name }) => name)
      .sort()

  it('lets its deletion go on there, with copies, checks and all, and sends nothing to the next server', async () => {
    const { end, release } = await deleting()
    await on.open(on.two)
    const before = on.two.calls.count(ofAssets)
    release()
    const job = await end
    expect(outcomes(job)).toEqual(allGone)
    expect(on.two.calls.count(ofAssets)).toBe(before)
    expect(names(on.one)).toEqual([])
    expect(names(on.two)).toEqual(all)
    const copies = await on.bin.list()
    expect(copies.map(({ serverKey }) => serverKey)).toEqual(all.map(() => on.one.url))
  })

  it('tells of its segments as those of its account', async () => {
    const { end, release } = await deleting()
    const first = on.connections.current()
    const second = await on.open(on.two)
    release()
    const job = await end
    const account = first === null ? '' : accountKeyOf(first)
    expect(on.refreshes.map(({ accountKey, segmentIds }) => ({ accountKey, segmentIds }))).toEqual([
      { accountKey: account, segmentIds: [1] },
    ])
    expect(job).toMatchObject({ accountKey: account, host: new URL(on.one.url).host })
    expect(accountKeyOf(second)).not.toBe(account)
  })

  it('gives its token back when nothing of it runs any more, and not before', async () => {
    const { end, release } = await deleting()
    await on.open(on.two)
    expect(on.one.calls.count(signOuts)).toBe(0)
    release()
    await end
    await expect.poll(() => on.one.calls.count(signOuts)).toBe(1)
    await on.open(on.one)
    expect(on.two.calls.count(signOuts)).toBe(1)
  })

  it('gives every token back when the app quits', async () => {
    const { end, release } = await deleting()
    await on.open(on.two)
    const ending = on.deletions.finishNow()
    release()
    await Promise.all([ending, end])
    await on.connections.end()
    expect([on.one.calls.count(signOuts), on.two.calls.count(signOuts)]).toEqual([1, 1])
  })

  it('leaves its job where Stop finds it', async () => {
    const { end, release } = await deleting()
    await on.open(on.two)
    const job = on.deletions.current()
    await on.deletions.stop(job?.id ?? '')
    release()
    expect(await end).toMatchObject({ stop: { reason: 'by-user' } })
    expect(names(on.one)).not.toEqual([])
    expect(names(on.two)).toEqual(all)
  })

  it('comes back to the same hour and the same pause while its job runs', async () => {
    const { end, release } = await deleting()
    const first = on.connections.current()
    await on.open(on.two)
    const again = await on.open(on.one)
    expect(again.client).not.toBe(first?.client)
    expect(again.client.budget().used).toBe(first?.client.budget().used)
    on.clock.held = true
    on.one.faults.add({ match: { ...ofAssets, nth: 1 }, fault: { kind: 'throttle' } })
    const listed = on.list()
    await expect.poll(() => first?.client.waitingUntil()).not.toBeNull()
    expect(first?.client.waitingUntil()).toBe(again.client.waitingUntil())
    on.clock.held = false
    on.clock.advance(60_000)
    expect(await listed.catch(() => [])).toBeDefined()
    release()
    expect(outcomes(await end)).toEqual(allGone)
    await expect.poll(() => on.one.calls.count(signOuts)).toBe(1)
    expect(await on.list()).toEqual([])
  })

  it('begins no second deletion while one runs, on neither', async () => {
    const { end, release } = await deleting()
    await on.open(on.two)
    await expect(on.ask(['a.txt'])).rejects.toThrow('job-running')
    release()
    await end
    expect((await on.ask(['a.txt'])).host).toBe(new URL(on.two.url).host)
  })

  it('takes its question with it, also when one comes back', async () => {
    await on.open(on.one)
    const { planId } = await on.ask(all)
    await on.open(on.two)
    expect(await on.deletions.confirm(planId)).toMatchObject({ failure: { kind: 'plan-unknown' } })
    await on.open(on.one)
    expect(await on.deletions.confirm(planId)).toMatchObject({ failure: { kind: 'plan-unknown' } })
    expect(on.one.calls.count(deletes) + on.two.calls.count(deletes)).toBe(0)
  })

  it('stops its job when it is made read-only, although another one is open', async () => {
    const { end, release } = await deleting()
    const id = on.connections.current()?.connection.id ?? ''
    await on.open(on.two)
    await on.connections.setReadOnly(id, true)
    release()
    expect(await end).toMatchObject({ stop: { reason: 'connection-read-only' } })
    expect(on.connections.current()?.connection.readOnly).toBe(false)
  })

  it('lets its restore go on there', async () => {
    await on.open(on.one)
    const { end } = await on.begin((await on.ask(all)).planId)
    await end
    const copies = (await on.bin.list()).map(({ id }) => id)
    const release = on.one.faults.hold(uploads)
    const arrived = on.one.faults.waitFor(uploads)
    await on.restores.start(copies)
    await arrived
    await on.open(on.two)
    release()
    await on.restores.finished()
    const view = on.restores.current()
    expect(view?.files.map(({ outcome }) => outcome.state)).toEqual(all.map(() => 'restored'))
    expect(view?.host).toBe(new URL(on.one.url).host)
    expect(names(on.one)).toEqual(all)
    expect(on.two.calls.count(uploads)).toBe(0)
    await expect.poll(() => on.one.calls.count(signOuts)).toBe(1)
  })

  it('asks about nothing here that a restore found in its way there', async () => {
    await on.open(on.one)
    const { end } = await on.begin((await on.ask(['a.txt'])).planId)
    await end
    const copies = (await on.bin.list()).map(({ id }) => id)
    await on.one.store.put({ segmentId: 1, name: 'a.txt', bytes: 'newer' })
    await on.restores.start(copies)
    await on.restores.finished()
    await on.open(on.two)
    expect(await on.replacements.plan(copies)).toMatchObject({ failure: { kind: 'request-invalid' } })
    await on.open(on.one)
    expect(await on.replacements.plan(copies)).toMatchObject({ ok: true })
  })

  it('lets copies be put back there that a deletion made way for', async () => {
    await on.open(on.one)
    const { end } = await on.begin((await on.ask(['a.txt'])).planId)
    await end
    const copies = (await on.bin.list()).map(({ id }) => id)
    await on.one.store.put({ segmentId: 1, name: 'a.txt', bytes: 'newer' })
    await on.restores.start(copies)
    await on.restores.finished()
    const question = await on.replacements.plan(copies)
    const release = on.one.faults.hold(deletes)
    const arrived = on.one.faults.waitFor(deletes)
    const clearing = await on.begin(question.ok ? question.value.planId : '')
    await arrived
    await on.open(on.two)
    release()
    await clearing.end
    await expect.poll(() => on.restores.current()?.files[0]?.outcome.state).toBe('restored')
    expect(on.two.calls.count(uploads)).toBe(0)
    await expect.poll(() => on.one.calls.count(signOuts)).toBe(1)
  })
})
