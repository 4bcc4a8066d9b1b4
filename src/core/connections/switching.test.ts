import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assertNothingTripped, type DemoServer } from '../../demo-server'
import type { DeletionRun } from '../../shared/deletion'
import { outcomesByName } from '../../testing/deletion-harness'
import { AccountSwitchHarness } from '../../testing/account-switch-harness'
import { accountKeyOf } from './open-connection'

const deletes = { method: 'DELETE', path: /\/assets\// }
const assetCalls = { path: /\/assets\// }
const uploads = { method: 'POST', path: /media\/upload/ }
const signOuts = { method: 'DELETE', path: /auth\/token/ }
const allNames = ['a.txt', 'b.txt', 'c.txt', 'd.txt']
const allDeleted = Object.fromEntries(allNames.map((name) => [name, 'deleted-and-verified']))

describe('leaving a connection', () => {
  let harness: AccountSwitchHarness

  beforeEach(async () => {
    harness = await AccountSwitchHarness.start()
  })

  afterEach(async () => {
    await harness.close()
    assertNothingTripped()
  })

  /** Starts a deletion on the first server, which holds the first DELETE back. */
  async function startHeldDeletion(): Promise<{ end: Promise<DeletionRun>; release: () => void }> {
    await harness.openConnection(harness.firstServer)
    const { planId } = await harness.createQuestion(allNames)
    const release = harness.firstServer.faults.hold(deletes)
    const arrived = harness.firstServer.faults.waitFor(deletes)
    const { end } = await harness.startDeletion(planId)
    await arrived
    return { end, release }
  }

  const names = (server: DemoServer): string[] =>
    server.store
      .all()
      .map(({ name }) => name)
      .sort()

  it('continues its deletion there, with backups and verification, and sends nothing to the next server', async () => {
    const { end, release } = await startHeldDeletion()
    await harness.openConnection(harness.secondServer)
    const callsBefore = harness.secondServer.calls.count(assetCalls)
    release()
    const run = await end
    expect(outcomesByName(run)).toEqual(allDeleted)
    expect(harness.secondServer.calls.count(assetCalls)).toBe(callsBefore)
    expect(names(harness.firstServer)).toEqual([])
    expect(names(harness.secondServer)).toEqual(allNames)
    const copies = await harness.bin.listCopies()
    expect(copies.map(({ serverKey }) => serverKey)).toEqual(allNames.map(() => harness.firstServer.url))
  })

  it('reports refreshed segments with their account', async () => {
    const { end, release } = await startHeldDeletion()
    const first = harness.connections.current()
    const second = await harness.openConnection(harness.secondServer)
    release()
    const run = await end
    const account = first === null ? '' : accountKeyOf(first)
    expect(harness.refreshes.map(({ accountKey, segmentIds }) => ({ accountKey, segmentIds }))).toEqual([
      { accountKey: account, segmentIds: [1] },
    ])
    expect(run).toMatchObject({ accountKey: account, host: new URL(harness.firstServer.url).host })
    expect(accountKeyOf(second)).not.toBe(account)
  })

  it('signs it out once no work is running on it, and not before', async () => {
    const { end, release } = await startHeldDeletion()
    await harness.openConnection(harness.secondServer)
    expect(harness.firstServer.calls.count(signOuts)).toBe(0)
    release()
    await end
    await expect.poll(() => harness.firstServer.calls.count(signOuts)).toBe(1)
    await harness.openConnection(harness.firstServer)
    expect(harness.secondServer.calls.count(signOuts)).toBe(1)
  })

  it('signs out every connection when the app quits', async () => {
    const { end, release } = await startHeldDeletion()
    await harness.openConnection(harness.secondServer)
    const finishing = harness.deletions.finish()
    release()
    await Promise.all([finishing, end])
    await harness.connections.signOutAll()
    expect([harness.firstServer.calls.count(signOuts), harness.secondServer.calls.count(signOuts)]).toEqual([
      1, 1,
    ])
  })

  it('leaves its run stoppable', async () => {
    const { end, release } = await startHeldDeletion()
    await harness.openConnection(harness.secondServer)
    const run = harness.deletions.currentRun()
    await harness.deletions.stopRun(run?.id ?? '')
    release()
    expect(await end).toMatchObject({ stop: { reason: 'by-user' } })
    expect(names(harness.firstServer)).not.toEqual([])
    expect(names(harness.secondServer)).toEqual(allNames)
  })

  it('shares budget and throttle with a new session of the same account while its run continues', async () => {
    const { end, release } = await startHeldDeletion()
    const first = harness.connections.current()
    await harness.openConnection(harness.secondServer)
    const reopened = await harness.openConnection(harness.firstServer)
    expect(reopened.client).not.toBe(first?.client)
    expect(reopened.client.budget().used).toBe(first?.client.budget().used)
    harness.clock.isFrozen = true
    harness.firstServer.faults.add({ match: { ...assetCalls, nth: 1 }, fault: { kind: 'throttle' } })
    const listing = harness.listAssets()
    await expect.poll(() => first?.client.waitingUntil()).not.toBeNull()
    expect(first?.client.waitingUntil()).toBe(reopened.client.waitingUntil())
    harness.clock.isFrozen = false
    harness.clock.advance(60_000)
    expect(await listing.catch(() => [])).toBeDefined()
    release()
    expect(outcomesByName(await end)).toEqual(allDeleted)
    await expect.poll(() => harness.firstServer.calls.count(signOuts)).toBe(1)
    expect(await harness.listAssets()).toEqual([])
  })

  it('allows no second deletion on either connection while one runs', async () => {
    const { end, release } = await startHeldDeletion()
    await harness.openConnection(harness.secondServer)
    await expect(harness.createQuestion(['a.txt'])).rejects.toThrow('deletion-running')
    release()
    await end
    expect((await harness.createQuestion(['a.txt'])).host).toBe(new URL(harness.secondServer.url).host)
  })

  it('discards its plan, even if it is opened again', async () => {
    await harness.openConnection(harness.firstServer)
    const { planId } = await harness.createQuestion(allNames)
    await harness.openConnection(harness.secondServer)
    expect(await harness.deletions.confirmPlan(planId)).toMatchObject({ failure: { kind: 'plan-unknown' } })
    await harness.openConnection(harness.firstServer)
    expect(await harness.deletions.confirmPlan(planId)).toMatchObject({ failure: { kind: 'plan-unknown' } })
    expect(harness.firstServer.calls.count(deletes) + harness.secondServer.calls.count(deletes)).toBe(0)
  })

  it('stops its run when it is made read-only while another one is open', async () => {
    const { end, release } = await startHeldDeletion()
    const id = harness.connections.current()?.connection.id ?? ''
    await harness.openConnection(harness.secondServer)
    await harness.connections.setReadOnly(id, true)
    release()
    expect(await end).toMatchObject({ stop: { reason: 'connection-read-only' } })
    expect(harness.connections.current()?.connection.readOnly).toBe(false)
  })

  it('continues its restore there', async () => {
    await harness.openConnection(harness.firstServer)
    const { end } = await harness.startDeletion((await harness.createQuestion(allNames)).planId)
    await end
    const copies = (await harness.bin.listCopies()).map(({ id }) => id)
    const release = harness.firstServer.faults.hold(uploads)
    const arrived = harness.firstServer.faults.waitFor(uploads)
    await harness.restores.startRestore(copies)
    await arrived
    await harness.openConnection(harness.secondServer)
    release()
    await harness.restores.whenFinished()
    const view = harness.restores.currentRestore()
    expect(view?.files.map(({ outcome }) => outcome.state)).toEqual(allNames.map(() => 'restored'))
    expect(view?.host).toBe(new URL(harness.firstServer.url).host)
    expect(names(harness.firstServer)).toEqual(allNames)
    expect(harness.secondServer.calls.count(uploads)).toBe(0)
    await expect.poll(() => harness.firstServer.calls.count(signOuts)).toBe(1)
  })

  it('offers no replacement here for a restore that was blocked there', async () => {
    await harness.openConnection(harness.firstServer)
    const { end } = await harness.startDeletion((await harness.createQuestion(['a.txt'])).planId)
    await end
    const copies = (await harness.bin.listCopies()).map(({ id }) => id)
    await harness.firstServer.store.put({ segmentId: 1, name: 'a.txt', bytes: 'newer' })
    await harness.restores.startRestore(copies)
    await harness.restores.whenFinished()
    await harness.openConnection(harness.secondServer)
    expect(await harness.replacements.planReplacement(copies)).toMatchObject({
      failure: { kind: 'request-invalid' },
    })
    await harness.openConnection(harness.firstServer)
    expect(await harness.replacements.planReplacement(copies)).toMatchObject({ ok: true })
  })

  it('restores copies there after a deletion made way for them', async () => {
    await harness.openConnection(harness.firstServer)
    const { end } = await harness.startDeletion((await harness.createQuestion(['a.txt'])).planId)
    await end
    const copies = (await harness.bin.listCopies()).map(({ id }) => id)
    await harness.firstServer.store.put({ segmentId: 1, name: 'a.txt', bytes: 'newer' })
    await harness.restores.startRestore(copies)
    await harness.restores.whenFinished()
    const plan = await harness.replacements.planReplacement(copies)
    const release = harness.firstServer.faults.hold(deletes)
    const arrived = harness.firstServer.faults.waitFor(deletes)
    const clearing = await harness.startDeletion(plan.ok ? plan.value.planId : '')
    await arrived
    await harness.openConnection(harness.secondServer)
    release()
    await clearing.end
    await expect.poll(() => harness.restores.currentRestore()?.files[0]?.outcome.state).toBe('restored')
    expect(harness.secondServer.calls.count(uploads)).toBe(0)
    await expect.poll(() => harness.firstServer.calls.count(signOuts)).toBe(1)
  })
})
