import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assertNothingTripped, type DemoServer } from '../../demo-server'
import type { DeletionRun } from '../../shared/deletion'
import { outcomesByName } from '../../testing/deletion-harness'
import { AccountSwitchHarness } from '../../testing/account-switch-harness'
import { accountKeyOf } from './open-connection'

const deletes = { method: 'DELETE', path: /\/assets\// }
const ofAssets = { path: /\/assets\// }
const uploads = { method: 'POST', path: /media\/upload/ }
const signOuts = { method: 'DELETE', path: /auth\/token/ }
const all = ['a.txt', 'b.txt', 'c.txt', 'd.txt']
const allGone = Object.fromEntries(all.map((name) => [name, 'deleted-and-verified']))

describe('leaving a connection', () => {
  let on: AccountSwitchHarness

  beforeEach(async () => {
    on = await AccountSwitchHarness.start()
  })

  afterEach(async () => {
    await on.close()
    assertNothingTripped()
  })

  /** Confirmed on the first server, with its first DELETE held there. */
  async function deleting(): Promise<{ end: Promise<DeletionRun>; release: () => void }> {
    await on.openConnection(on.firstServer)
    const { planId } = await on.createQuestion(all)
    const release = on.firstServer.faults.hold(deletes)
    const arrived = on.firstServer.faults.waitFor(deletes)
    const { end } = await on.startDeletion(planId)
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
    await on.openConnection(on.secondServer)
    const before = on.secondServer.calls.count(ofAssets)
    release()
    const job = await end
    expect(outcomesByName(job)).toEqual(allGone)
    expect(on.secondServer.calls.count(ofAssets)).toBe(before)
    expect(names(on.firstServer)).toEqual([])
    expect(names(on.secondServer)).toEqual(all)
    const copies = await on.bin.listCopies()
    expect(copies.map(({ serverKey }) => serverKey)).toEqual(all.map(() => on.firstServer.url))
  })

  it('tells of its segments as those of its account', async () => {
    const { end, release } = await deleting()
    const first = on.connections.current()
    const second = await on.openConnection(on.secondServer)
    release()
    const job = await end
    const account = first === null ? '' : accountKeyOf(first)
    expect(on.refreshes.map(({ accountKey, segmentIds }) => ({ accountKey, segmentIds }))).toEqual([
      { accountKey: account, segmentIds: [1] },
    ])
    expect(job).toMatchObject({ accountKey: account, host: new URL(on.firstServer.url).host })
    expect(accountKeyOf(second)).not.toBe(account)
  })

  it('gives its token back when nothing of it runs any more, and not before', async () => {
    const { end, release } = await deleting()
    await on.openConnection(on.secondServer)
    expect(on.firstServer.calls.count(signOuts)).toBe(0)
    release()
    await end
    await expect.poll(() => on.firstServer.calls.count(signOuts)).toBe(1)
    await on.openConnection(on.firstServer)
    expect(on.secondServer.calls.count(signOuts)).toBe(1)
  })

  it('gives every token back when the app quits', async () => {
    const { end, release } = await deleting()
    await on.openConnection(on.secondServer)
    const ending = on.deletions.finishRunning()
    release()
    await Promise.all([ending, end])
    await on.connections.signOutAll()
    expect([on.firstServer.calls.count(signOuts), on.secondServer.calls.count(signOuts)]).toEqual([1, 1])
  })

  it('leaves its job where Stop finds it', async () => {
    const { end, release } = await deleting()
    await on.openConnection(on.secondServer)
    const job = on.deletions.currentRun()
    await on.deletions.stopRun(job?.id ?? '')
    release()
    expect(await end).toMatchObject({ stop: { reason: 'by-user' } })
    expect(names(on.firstServer)).not.toEqual([])
    expect(names(on.secondServer)).toEqual(all)
  })

  it('comes back to the same hour and the same pause while its job runs', async () => {
    const { end, release } = await deleting()
    const first = on.connections.current()
    await on.openConnection(on.secondServer)
    const again = await on.openConnection(on.firstServer)
    expect(again.client).not.toBe(first?.client)
    expect(again.client.budget().used).toBe(first?.client.budget().used)
    on.clock.isFrozen = true
    on.firstServer.faults.add({ match: { ...ofAssets, nth: 1 }, fault: { kind: 'throttle' } })
    const listed = on.listAssets()
    await expect.poll(() => first?.client.waitingUntil()).not.toBeNull()
    expect(first?.client.waitingUntil()).toBe(again.client.waitingUntil())
    on.clock.isFrozen = false
    on.clock.advance(60_000)
    expect(await listed.catch(() => [])).toBeDefined()
    release()
    expect(outcomesByName(await end)).toEqual(allGone)
    await expect.poll(() => on.firstServer.calls.count(signOuts)).toBe(1)
    expect(await on.listAssets()).toEqual([])
  })

  it('begins no second deletion while one runs, on neither', async () => {
    const { end, release } = await deleting()
    await on.openConnection(on.secondServer)
    await expect(on.createQuestion(['a.txt'])).rejects.toThrow('deletion-running')
    release()
    await end
    expect((await on.createQuestion(['a.txt'])).host).toBe(new URL(on.secondServer.url).host)
  })

  it('takes its question with it, also when one comes back', async () => {
    await on.openConnection(on.firstServer)
    const { planId } = await on.createQuestion(all)
    await on.openConnection(on.secondServer)
    expect(await on.deletions.confirmPlan(planId)).toMatchObject({ failure: { kind: 'plan-unknown' } })
    await on.openConnection(on.firstServer)
    expect(await on.deletions.confirmPlan(planId)).toMatchObject({ failure: { kind: 'plan-unknown' } })
    expect(on.firstServer.calls.count(deletes) + on.secondServer.calls.count(deletes)).toBe(0)
  })

  it('stops its job when it is made read-only, although another one is open', async () => {
    const { end, release } = await deleting()
    const id = on.connections.current()?.connection.id ?? ''
    await on.openConnection(on.secondServer)
    await on.connections.setReadOnly(id, true)
    release()
    expect(await end).toMatchObject({ stop: { reason: 'connection-read-only' } })
    expect(on.connections.current()?.connection.readOnly).toBe(false)
  })

  it('lets its restore go on there', async () => {
    await on.openConnection(on.firstServer)
    const { end } = await on.startDeletion((await on.createQuestion(all)).planId)
    await end
    const copies = (await on.bin.listCopies()).map(({ id }) => id)
    const release = on.firstServer.faults.hold(uploads)
    const arrived = on.firstServer.faults.waitFor(uploads)
    await on.restores.startRestore(copies)
    await arrived
    await on.openConnection(on.secondServer)
    release()
    await on.restores.whenFinished()
    const view = on.restores.currentRestore()
    expect(view?.files.map(({ outcome }) => outcome.state)).toEqual(all.map(() => 'restored'))
    expect(view?.host).toBe(new URL(on.firstServer.url).host)
    expect(names(on.firstServer)).toEqual(all)
    expect(on.secondServer.calls.count(uploads)).toBe(0)
    await expect.poll(() => on.firstServer.calls.count(signOuts)).toBe(1)
  })

  it('asks about nothing here that a restore found in its way there', async () => {
    await on.openConnection(on.firstServer)
    const { end } = await on.startDeletion((await on.createQuestion(['a.txt'])).planId)
    await end
    const copies = (await on.bin.listCopies()).map(({ id }) => id)
    await on.firstServer.store.put({ segmentId: 1, name: 'a.txt', bytes: 'newer' })
    await on.restores.startRestore(copies)
    await on.restores.whenFinished()
    await on.openConnection(on.secondServer)
    expect(await on.replacements.planReplacement(copies)).toMatchObject({
      failure: { kind: 'request-invalid' },
    })
    await on.openConnection(on.firstServer)
    expect(await on.replacements.planReplacement(copies)).toMatchObject({ ok: true })
  })

  it('lets copies be put back there that a deletion made way for', async () => {
    await on.openConnection(on.firstServer)
    const { end } = await on.startDeletion((await on.createQuestion(['a.txt'])).planId)
    await end
    const copies = (await on.bin.listCopies()).map(({ id }) => id)
    await on.firstServer.store.put({ segmentId: 1, name: 'a.txt', bytes: 'newer' })
    await on.restores.startRestore(copies)
    await on.restores.whenFinished()
    const question = await on.replacements.planReplacement(copies)
    const release = on.firstServer.faults.hold(deletes)
    const arrived = on.firstServer.faults.waitFor(deletes)
    const clearing = await on.startDeletion(question.ok ? question.value.planId : '')
    await arrived
    await on.openConnection(on.secondServer)
    release()
    await clearing.end
    await expect.poll(() => on.restores.currentRestore()?.files[0]?.outcome.state).toBe('restored')
    expect(on.secondServer.calls.count(uploads)).toBe(0)
    await expect.poll(() => on.firstServer.calls.count(signOuts)).toBe(1)
  })
})
