import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountSwitchHarness } from '../testing/account-switch-harness'
import type { Subsystem } from './lifecycle'

type Hook = Exclude<keyof Subsystem, 'name'>

/** Records which subsystems are notified by this hook, in order. */
function recordNotified(subsystems: readonly Subsystem[], hook: Hook): string[] {
  const notified: string[] = []
  for (const subsystem of subsystems) {
    const original = subsystem[hook]?.bind(subsystem) as ((...input: unknown[]) => unknown) | undefined
    if (original === undefined) continue
    Object.assign(subsystem, {
      [hook]: (...input: unknown[]) => {
        notified.push(subsystem.name)
        return original(...input)
      },
    })
  }
  return notified
}

describe('the app notifies, in order,', () => {
  let harness: AccountSwitchHarness
  let lifecycle: AccountSwitchHarness['app']['lifecycle']

  beforeEach(async () => {
    harness = await AccountSwitchHarness.start()
    lifecycle = harness.app.lifecycle
  })

  afterEach(() => harness.close())

  const notifiedBy = (hook: Hook): string[] => recordNotified(lifecycle.subsystems, hook)

  it('of the start: everything with state from earlier runs', async () => {
    const notified = notifiedBy('load')
    await lifecycle.load()
    expect(notified).toEqual(['protection', 'deletions', 'recycle bin', 'transfers'])
  })

  it('of a change of the connection: all that works on the open one or shows what belongs to it', async () => {
    const notified = notifiedBy('onConnectionChanged')
    await harness.openConnection(harness.firstServer)
    expect(notified).toEqual([
      'initial place',
      'places',
      'protection',
      'deletions',
      'recycle bin',
      'upload plans',
      'transfers',
      'staging',
      'thumbnails',
      'previews',
    ])
  })

  it('nothing when the open connection only gets another name', async () => {
    const { connection } = await harness.openConnection(harness.firstServer)
    const notified = notifiedBy('onConnectionChanged')
    await harness.connections.editConnection({ id: connection.id, name: 'Other', color: 'green' })
    expect(notified).toEqual([])
  })

  it('of a reload of the page: what the previous page had begun', () => {
    const notified = notifiedBy('pageLoaded')
    lifecycle.pageLoaded()
    expect(notified).toEqual(['initial place', 'places', 'deletions', 'staging', 'previews'])
  })

  it('of suspend and resume: running work and what depends on time', () => {
    const suspended = notifiedBy('suspend')
    const resumed = notifiedBy('resume')
    lifecycle.suspend()
    expect(suspended).toEqual(['deletions', 'restores', 'transfers'])
    lifecycle.resume()
    expect(resumed).toEqual(['budgets', 'deletions', 'transfers'])
  })

  it('of a sign-out: all work on the connection, before it is signed out', async () => {
    await harness.openConnection(harness.firstServer)
    const notified = notifiedBy('signOut')
    await harness.app.signOut()
    expect(notified).toEqual(['restores', 'transfers', 'staging'])
    expect(harness.connections.current()).toBeNull()
  })

  it('of a reset of the demo: all caches of its account', async () => {
    const notified = notifiedBy('dropCached')
    expect(await harness.app.resetDemo()).toEqual({ ok: true, value: undefined })
    expect(notified).toEqual(['place history', 'staging', 'preview cache'])
  })

  it('of changed settings: what they limit', async () => {
    const notified = notifiedBy('onSettingsChanged')
    await harness.app.settings.updateSettings({ binDays: 7 })
    expect(notified).toEqual(['budgets', 'recycle bin', 'preview cache'])
  })

  it('of quitting: first running operations, then everything that is saved or open', async () => {
    const finished = notifiedBy('finish')
    const closed = notifiedBy('close')
    await lifecycle.finish()
    expect(finished).toEqual(['deletions', 'restores', 'transfers'])
    await lifecycle.close()
    expect(closed).toEqual([
      'place history',
      'recycle bin',
      'previews',
      'preview cache',
      'activity',
      'connections',
    ])
  })
})

describe('the computer is kept awake', () => {
  const media = { method: 'POST', path: /media\/upload/ }

  it('while a restore runs, and no longer', async () => {
    const harness = await AccountSwitchHarness.start()
    const open = await harness.openConnection(harness.firstServer)
    const [asset] = await harness.listAssets()
    if (asset === undefined) throw new Error('no asset')
    const context = { open, runId: 'run', why: 'to-delete', signal: new AbortController().signal } as const
    const backup = await harness.bin.backUp(asset, context)
    await harness.firstServer.store.remove({ segmentId: 1, name: asset.name })
    const { lifecycle } = harness.app
    expect(lifecycle.isRunning()).toBe(false)
    const release = harness.firstServer.faults.hold(media)
    const arrived = harness.firstServer.faults.waitFor(media)
    await harness.restores.startRestore(backup.ok && backup.copyId !== null ? [backup.copyId] : [])
    await arrived
    expect(lifecycle.isRunning()).toBe(true)
    release()
    await harness.restores.whenFinished()
    expect(lifecycle.isRunning()).toBe(false)
    await harness.close()
  })
})
