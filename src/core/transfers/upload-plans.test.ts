import { afterEach, describe, expect, it } from 'vitest'
import { assertNothingTripped, type Switches } from '../../demo-server'
import type { AssetContext } from '../../shared/asset'
import type { ConflictChoice } from '../../shared/transfers'
import { binContext } from '../../testing/recycle-bin-harness'
import { toStates, attachCalls, listingCalls, mediaCalls } from '../../testing/upload-harness'
import { uploadTargetOf, UploadPlansHarness } from '../../testing/upload-plans-harness'
import type { NewTransferFile } from './ports'

const job: AssetContext = { family: 'classic', scope: 'jbs773' }
const flex: AssetContext = { family: 'flex', documentId: '19914' }
const deletes = { method: 'DELETE', path: /\/assets\// } as const

let running: UploadPlansHarness | null = null

async function startHarness(switches: Partial<Switches> = {}): Promise<UploadPlansHarness> {
  running = await UploadPlansHarness.start(switches)
  return running
}

afterEach(async () => {
  await running?.binHarness.close()
  running = null
  assertNothingTripped()
})

describe('a plan', () => {
  it('contains destinations, existing files and cost, and takes one call', async () => {
    const harness = await startHarness()
    const plan = await harness.planUpload(
      [
        { name: 'new.txt', text: '12345' },
        { name: 'B.txt', text: '123' },
        { name: 'deep.txt', folder: 'x/y', text: '' },
      ],
      { locale: null },
    )
    expect(harness.binHarness.server.calls.count(listingCalls)).toBe(1)
    expect(plan).toMatchObject({ kind: 'upload', uploadsTo: binContext, bytes: 8, calls: 9, waitMs: 0 })
    expect(plan.files).toMatchObject([
      {
        destination: { segmentId: 2, locale: null, relativePath: '', name: 'new.txt' },
        there: [],
        freeName: 'new.txt',
      },
      { there: [{ name: 'b.txt', size: 200_000 }], freeName: 'B (2).txt', hasSameDestination: false },
      { destination: { relativePath: 'x/y' }, isEmpty: true, isSafe: true },
    ])
  })

  it.each([
    [true, 'ui/menu/x/y'],
    [false, 'ui/menu'],
  ])('keeps or drops the folders of the source (keepsFolders: %s)', async (keepsFolders, folder) => {
    const harness = await startHarness()
    const plan = await harness.planUpload([{ name: 'a', folder: 'x/y' }], {
      folder: '/ui/menu/',
      keepsFolders,
      locale: 'de',
    })
    expect(plan.files).toMatchObject([{ destination: { locale: 'de', relativePath: folder } }])
  })

  it.each(['..', 'a/../b', 'a\\..\\b', '.', ' ', 'a/./b'])(
    'is rejected for the folder %j',
    async (folder) => {
      const harness = await startHarness()
      const source = { kind: 'files', grantId: harness.grantFiles([{ name: 'a' }]) } as const
      expect(await harness.plans.planUpload({ source, target: uploadTargetOf({ folder }) })).toMatchObject({
        failure: { kind: 'request-invalid' },
      })
      expect(harness.binHarness.server.calls.count()).toBe(0)
    },
  )

  it.each(['..', ' ', 'a/b'])('is rejected for the locale %j', async (locale) => {
    const harness = await startHarness()
    const source = { kind: 'files', grantId: harness.grantFiles([{ name: 'a' }]) } as const
    expect(await harness.plans.planUpload({ source, target: uploadTargetOf({ locale }) })).toMatchObject({
      ok: false,
    })
  })

  it('needs a known grant that is not empty', async () => {
    const harness = await startHarness()
    const plan = (grantId: string) =>
      harness.plans.planUpload({ source: { kind: 'files', grantId }, target: uploadTargetOf() })
    expect(await plan('forged')).toMatchObject({ failure: { kind: 'plan-unknown' } })
    expect(await plan(harness.grantFiles([]))).toMatchObject({ failure: { kind: 'request-invalid' } })
  })

  it('excludes names that could not be deleted again', async () => {
    const harness = await startHarness()
    const names = ['. .', '\ud800', 'a\\b', '\u200b', 'x'.repeat(2_100), 'fine \u202Egpj.exe']
    const plan = await harness.planUpload([...names.map((name) => ({ name })), { name: 'a', folder: 'b\\c' }])
    expect(plan.files.map(({ isSafe }) => isSafe)).toEqual([false, false, false, false, false, true, false])
    const { batchId } = await harness.startUpload(plan)
    expect(toStates(harness.queue.outcomes(batchId)).filter((state) => state === 'waiting')).toHaveLength(1)
    await harness.runBatch(batchId)
    expect(await harness.readStored('fine \u202Egpj.exe')).toBe('text of fine \u202Egpj.exe')
  })

  it('detects files with equivalent names, and finds a free name for each', async () => {
    const harness = await startHarness()
    await harness.putAsOther('A (2).txt', 'there')
    const plan = await harness.planUpload([
      { name: 'a.txt' },
      { name: 'A.TXT' },
      { name: 'á.txt' },
      { name: 'á.txt'.normalize('NFD') },
      { name: 'a.txt.' },
      { name: 'a (3).txt' },
    ])
    expect(plan.files.map(({ hasSameDestination, freeName }) => [hasSameDestination, freeName])).toEqual([
      [false, 'a.txt'],
      [true, 'A (4).TXT'],
      [false, 'á.txt'],
      [true, 'á (2).txt'.normalize('NFD')],
      [true, 'a.txt (5).'],
      [false, 'a (3).txt'],
    ])
  })

  it('finds a name for each of ten thousand files of one name', async () => {
    const harness = await startHarness()
    const plan = await harness.planUpload(Array.from({ length: 10_000 }, () => ({ name: 'b.txt', text: '' })))
    expect(new Set(plan.files.map(({ freeName }) => freeName)).size).toBe(10_000)
  })

  it('starts only on its own connection, and is discarded with it', async () => {
    const harness = await startHarness()
    const plan = await harness.planUpload([{ name: 'a' }])
    const startUpload = () => harness.plans.startUpload({ planId: plan.planId, choices: [] })
    const { open } = harness
    harness.open = { ...harness.binHarness.open }
    expect(await startUpload()).toMatchObject({ failure: { kind: 'plan-unknown' } })
    harness.open = null
    expect(await startUpload()).toMatchObject({ failure: { kind: 'not-connected' } })
    harness.open = open
    harness.isReadOnly = true
    expect(await startUpload()).toMatchObject({ failure: { kind: 'connection-read-only' } })
    harness.isReadOnly = false
    harness.plans.connectionChanged()
    expect(await startUpload()).toMatchObject({ failure: { kind: 'plan-unknown' } })
  })

  it('starts once, and consumes the grant only when it is on disk', async () => {
    const harness = await startHarness()
    const plan = await harness.planUpload([{ name: 'a' }])
    const startUpload = () => harness.plans.startUpload({ planId: plan.planId, choices: [] })
    harness.queue.disk = () => Promise.reject(new Error('ENOSPC'))
    expect(await startUpload()).toMatchObject({ failure: { kind: 'storage-failed' } })
    expect(harness.grants.size).toBe(1)
    harness.queue.disk = () => Promise.resolve()
    expect(await startUpload()).toMatchObject({ ok: true })
    expect(harness.grants.size).toBe(0)
    expect(await startUpload()).toMatchObject({ failure: { kind: 'plan-unknown' } })
  })
})

describe('an upload into a job', () => {
  it('goes to the project that the files of the segment name', async () => {
    const harness = await startHarness({ uploadByJobScope: '400' })
    const plan = await harness.planUpload([{ name: 'a.txt' }, { name: 'b.txt' }], { context: job })
    expect(plan.uploadsTo).toEqual(binContext)
    expect(plan.files[1]?.there).toMatchObject([{ context: binContext, name: 'b.txt' }])
    expect(harness.binHarness.server.calls.count()).toBe(2)
    const { batchId } = await harness.startUpload(plan)
    await harness.runBatch(batchId)
    expect(toStates(harness.queue.outcomes(batchId))).toEqual(['done', 'skipped'])
    expect(harness.binHarness.server.calls.filter(attachCalls)[0]?.rawQuery).toContain('scope=pr7214')
  })

  it('is rejected if the project is unknown, and uses the hint of the place otherwise', async () => {
    const harness = await startHarness()
    await harness.binHarness.server.store.remove({ segmentId: 2, name: 'b.txt' })
    await harness.binHarness.server.store.remove({ segmentId: 2, name: 'empty.txt' })
    const source = { kind: 'files', grantId: harness.grantFiles([{ name: 'a' }]) } as const
    const planUpload = () => harness.plans.planUpload({ source, target: uploadTargetOf({ context: job }) })
    expect(await planUpload()).toMatchObject({ failure: { kind: 'upload-needs-project' } })
    harness.projectHint = 7214
    expect(await planUpload()).toMatchObject({ value: { uploadsTo: binContext } })
  })

  it('differs from one into a Flex document, which accepts uploads directly', async () => {
    const harness = await startHarness()
    const plan = await harness.planUpload([{ name: 'a.txt', folder: 'x/y' }], {
      context: flex,
      segmentId: 3,
      locale: 'fr',
    })
    expect(plan.uploadsTo).toEqual(flex)
    const { batchId } = await harness.startUpload(plan)
    await harness.runBatch(batchId)
    expect(toStates(harness.queue.outcomes(batchId))).toEqual(['done'])
  })
})

describe('a copy', () => {
  it('keeps the folder of a file whose name holds it', async () => {
    const harness = await startHarness()
    const asset = await harness.binHarness.findAsset('b.txt')
    const assets = [
      { ...asset, relativePath: '', name: 'ui\\menu\\b.txt' },
      { ...asset, relativePath: 'ui', name: 'menu\\b.txt' },
    ]
    const plan = await harness.plans.planUpload({
      source: { kind: 'assets', assets },
      target: uploadTargetOf({ keepsFolders: true }),
    })
    if (!plan.ok) throw new Error(plan.failure.kind)
    expect(plan.value.files).toMatchObject([
      { destination: { relativePath: 'ui/menu', name: 'b.txt' }, isSafe: true },
      { destination: { relativePath: 'ui', name: 'menu\\b.txt' }, isSafe: false },
    ])
  })

  it('costs an additional download, and cannot replace its source', async () => {
    const harness = await startHarness()
    const asset = await harness.binHarness.findAsset('b.txt')
    const flexAsset = await harness.binHarness.findAsset('flex.txt', flex)
    const source = { kind: 'assets', assets: [asset, flexAsset] } as const
    const plan = await harness.plans.planUpload({ source, target: uploadTargetOf() })
    if (!plan.ok) throw new Error(plan.failure.kind)
    expect(plan.value).toMatchObject({ kind: 'copy', calls: 2 * 2 + 2 + 2 + 1, bytes: 200_004 })
    expect(plan.value.files).toMatchObject([
      { there: [{ name: 'b.txt' }], hasSameDestination: true, freeName: 'b (2).txt' },
      { destination: { relativePath: 'x/y', name: 'flex.txt' }, there: [] },
    ])
    const { batchId, question } = await harness.startUpload(plan.value, ['replace'])
    expect(question).toBeNull()
    harness.prepareCopy = () =>
      Promise.resolve({ ok: true, file: harness.local.put('/staged', 'flex'), release: () => undefined })
    await harness.runBatch(batchId)
    expect(toStates(harness.queue.outcomes(batchId))).toEqual(['skipped', 'done'])
    expect(await harness.readStored('flex.txt', { relativePath: 'x/y' })).toBe('flex')
  })

  it('fails with the reason if it cannot be prepared, and waits if it is stopped', async () => {
    const harness = await startHarness()
    const source = { kind: 'assets', assets: [await harness.binHarness.findAsset('a.txt')] } as const
    const plan = await harness.plans.planUpload({ source, target: uploadTargetOf() })
    const { batchId } = await harness.startUpload(plan.ok ? plan.value : await harness.planUpload([]))
    const stop = new AbortController()
    harness.prepareCopy = () => {
      stop.abort()
      return Promise.resolve({ ok: false, problem: 'stopped' })
    }
    await harness.runBatch(batchId, stop)
    expect(toStates(harness.queue.outcomes(batchId))).toEqual(['waiting'])
    harness.prepareCopy = () => Promise.resolve({ ok: false, problem: 'disk-full' })
    await harness.runBatch(batchId)
    expect(toStates(harness.queue.outcomes(batchId))).toEqual(['disk-full'])
    expect(harness.binHarness.server.calls.count(mediaCalls)).toBe(0)
  })
})

describe('a choice', () => {
  it('to keep both uses the free name; to skip, or no choice, sends nothing', async () => {
    const harness = await startHarness()
    await harness.putAsOther('c.txt', 'there')
    const plan = await harness.planUpload([
      { name: 'b.txt' },
      { name: 'c.txt' },
      { name: 'empty.txt' },
      { name: 'd.txt' },
    ])
    const { batchId, question } = await harness.startUpload(plan, ['keep-both', 'skip', null, 'replace'])
    expect(question).toBeNull()
    await harness.runBatch(batchId)
    expect(toStates(harness.queue.outcomes(batchId))).toEqual(['done', 'skipped', 'skipped', 'done'])
    expect(await harness.readStored('b (2).txt')).toBe('text of b.txt')
    expect(await harness.readStored('c.txt')).toBe('there')
    expect(harness.binHarness.server.calls.count(deletes)).toBe(0)
  })

  it('to skip leaves out a file whose name is free, too', async () => {
    const harness = await startHarness()
    const plan = await harness.planUpload([{ name: 'a.txt' }, { name: 'free.txt' }])
    const { batchId } = await harness.startUpload(plan, [null, 'skip'])
    await harness.runBatch(batchId)
    expect(toStates(harness.queue.outcomes(batchId))).toEqual(['done', 'skipped'])
  })

  it('to replace asks the usual question, backs up, deletes, verifies, and only then uploads', async () => {
    const harness = await startHarness()
    const plan = await harness.planUpload([{ name: 'b.txt', text: 'newer' }, { name: 'z.txt' }])
    const { batchId, question } = await harness.startUpload(plan, ['replace'])
    expect(question).toMatchObject({
      keepsCopies: true,
      files: [{ asset: { name: 'b.txt', size: 200_000 } }],
    })
    await harness.runBatch(batchId)
    expect(toStates(harness.queue.outcomes(batchId))).toEqual(['clearing', 'done'])
    const ended = await harness.confirmReplacement(question)
    expect(ended.files.map(({ outcome }) => outcome.state)).toEqual(['deleted-and-verified'])
    expect(await harness.binHarness.bin.listCopies()).toMatchObject([{ size: 200_000 }])
    await harness.runBatch(batchId)
    expect(toStates(harness.queue.outcomes(batchId))).toEqual(['done', 'done'])
    expect(await harness.readStored('b.txt')).toBe('newer')
  })

  it('to replace ends when its question is discarded, or its connection is closed', async () => {
    const harness = await startHarness()
    const plan = await harness.planUpload([{ name: 'b.txt' }])
    const first = await harness.startUpload(plan, ['replace'])
    harness.deletions.discardPlan(first.question?.planId ?? '')
    expect(toStates(harness.queue.outcomes(first.batchId))).toEqual(['not-replaced'])
    const fact = { result: 'not-uploaded', reason: 'not-replaced', answer: '' }
    await expect.poll(() => harness.facts).toMatchObject([fact])
    const second = await harness.startUpload(await harness.planUpload([{ name: 'b.txt' }]), ['replace'])
    harness.deletions.pageLoaded()
    expect(toStates(harness.queue.outcomes(second.batchId))).toEqual(['not-replaced'])
    expect(await harness.deletions.confirmPlan(second.question?.planId ?? '')).toMatchObject({
      ok: true,
    })
    await expect.poll(() => harness.deletions.isRunning()).toBe(false)
    expect(toStates(harness.queue.outcomes(second.batchId))).toEqual(['not-replaced'])
  })

  it('to replace does not start if questions are discarded while its own is created', async () => {
    const harness = await startHarness()
    const plan = await harness.planUpload([{ name: 'b.txt' }])
    const starting = harness.plans.startUpload({
      planId: plan.planId,
      choices: plan.files.map(({ id }) => ({ id, choice: 'replace' as const })),
    })
    harness.deletions.pageLoaded()
    expect(await starting).toMatchObject({ ok: false, failure: { kind: 'plan-unknown' } })
    // Nothing was queued that would wait forever, and the plan is still valid.
    expect(await harness.startUpload(plan, ['skip'])).toMatchObject({ question: null })
  })

  it('to replace ends when too many newer questions displace its own', async () => {
    const harness = await startHarness()
    const first = await harness.startUpload(await harness.planUpload([{ name: 'b.txt' }]), ['replace'])
    for (let n = 0; n < 8; n += 1)
      await harness.startUpload(await harness.planUpload([{ name: 'b.txt' }]), ['replace'])
    expect(toStates(harness.queue.outcomes(first.batchId))).toEqual(['not-replaced'])
  })

  it('to replace keeps following its question after backups are switched off in it', async () => {
    const harness = await startHarness()
    const { batchId, question } = await harness.startUpload(await harness.planUpload([{ name: 'b.txt' }]), [
      'replace',
    ])
    const changed = harness.deletions.choosePlan(question?.planId ?? '', { keepsCopies: false })
    await harness.confirmReplacement(changed.ok ? changed.value : null)
    await harness.runBatch(batchId)
    expect(toStates(harness.queue.outcomes(batchId))).toEqual(['done'])
    expect(await harness.binHarness.bin.listCopies()).toEqual([])
  })

  it('to replace sends nothing if the deletion did not clear the destination', async () => {
    const harness = await startHarness()
    const { batchId, question } = await harness.startUpload(await harness.planUpload([{ name: 'b.txt' }]), [
      'replace',
    ])
    harness.binHarness.server.faults.add({ match: deletes, fault: { kind: 'lying-delete' } })
    await harness.confirmReplacement(question)
    expect(toStates(harness.queue.outcomes(batchId))).toEqual(['not-replaced'])
    await harness.runBatch(batchId)
    expect(harness.binHarness.server.calls.count(mediaCalls)).toBe(0)
  })

  it('to replace detects a file that someone else uploaded after the deletion', async () => {
    const harness = await startHarness()
    const { batchId, question } = await harness.startUpload(await harness.planUpload([{ name: 'b.txt' }]), [
      'replace',
    ])
    await harness.confirmReplacement(question)
    await harness.putAsOther('b.txt', 'theirs')
    await harness.runBatch(batchId)
    expect(toStates(harness.queue.outcomes(batchId))).toEqual(['name-taken'])
    expect(await harness.readStored('b.txt')).toBe('theirs')
  })

  it('to replace starts nothing if the question fails, and the plan stays valid', async () => {
    const harness = await startHarness()
    const plan = await harness.planUpload([{ name: 'b.txt' }, { name: 'c.txt' }])
    harness.binHarness.server.faults.add({
      match: listingCalls,
      fault: { kind: 'status', status: 500 },
    })
    const choices = [{ id: plan.files[0]?.id ?? '', choice: 'replace' as const }]
    expect(await harness.plans.startUpload({ planId: plan.planId, choices })).toMatchObject({
      failure: { kind: 'server-error' },
    })
    expect(harness.grants.size).toBe(1)
    harness.binHarness.server.faults.clear()
    expect(await harness.plans.startUpload({ planId: plan.planId, choices })).toMatchObject({ ok: true })
  })

  it('to replace is ignored for the second file with the same destination', async () => {
    const harness = await startHarness()
    const plan = await harness.planUpload([{ name: 'b.txt' }, { name: 'B.txt' }])
    const { batchId } = await harness.startUpload(plan, ['keep-both', 'replace'])
    expect(toStates(harness.queue.outcomes(batchId))).toEqual(['waiting', 'skipped'])
  })
})

describe('a destination that turns out to be taken', () => {
  async function startWithTakenNames(): Promise<{
    harness: UploadPlansHarness
    batchId: string
    ids: string[]
  }> {
    const harness = await startHarness()
    const plan = await harness.planUpload([{ name: 'x.txt' }, { name: 'y.txt' }, { name: 'z.txt' }])
    const { batchId } = await harness.startUpload(plan)
    for (const name of ['x.txt', 'y.txt', 'z.txt', 'y (2).txt']) await harness.putAsOther(name, 'theirs')
    await harness.runBatch(batchId)
    expect(toStates(harness.queue.outcomes(batchId))).toEqual(['name-taken', 'name-taken', 'name-taken'])
    expect(harness.binHarness.server.calls.count(mediaCalls)).toBe(0)
    return {
      harness,
      batchId,
      ids: (harness.queue.findBatch(batchId)?.files ?? []).map(({ file }) => file.id),
    }
  }

  it('can be replaced, kept beside the upload, or skipped', async () => {
    const { harness, batchId, ids } = await startWithTakenNames()
    const choices = (['replace', 'keep-both', 'skip'] as const).map((choice, n) => ({
      id: ids[n] ?? '',
      choice,
    }))
    const resolved = await harness.plans.resolveConflicts({ batchId, choices })
    if (!resolved.ok) throw new Error(resolved.failure.kind)
    expect(resolved.value.question?.files).toMatchObject([{ asset: { name: 'x.txt', size: 6 } }])
    expect(toStates(harness.queue.outcomes(batchId))).toEqual(['clearing', 'waiting', 'skipped'])
    await harness.confirmReplacement(resolved.value.question)
    await harness.runBatch(batchId)
    expect(toStates(harness.queue.outcomes(batchId))).toEqual(['done', 'done', 'skipped'])
    expect(await harness.readStored('x.txt')).toBe('text of x.txt')
    expect(await harness.readStored('y (3).txt')).toBe('text of y.txt')
    expect(await harness.readStored('z.txt')).toBe('theirs')
  })

  it.each(['replace', 'keep-both'] as const)(
    'is replaced once, even if a second click (%s) comes before the first is answered',
    async (secondChoice) => {
      const { harness, batchId, ids } = await startWithTakenNames()
      const resolve = (choice: ConflictChoice) =>
        harness.plans.resolveConflicts({ batchId, choices: [{ id: ids[0] ?? '', choice }] })
      const [first, second] = await Promise.all([resolve('replace'), resolve(secondChoice)])
      expect(second).toEqual({ ok: true, value: { question: null } })
      expect(toStates(harness.queue.outcomes(batchId))[0]).toBe('clearing')
      await harness.confirmReplacement(first.ok ? first.value.question : null)
      await harness.runBatch(batchId)
      expect(toStates(harness.queue.outcomes(batchId))[0]).toBe('done')
      expect(await harness.readStored('x.txt')).toBe('text of x.txt')
    },
  )

  it.each(['itself', 'another file of its batch'])(
    'is not replaced if it is the source of %s',
    async (copy) => {
      const harness = await startHarness()
      const [a, b] = [
        await harness.binHarness.findAsset('a.txt'),
        await harness.binHarness.findAsset('b.txt'),
      ]
      const sources = copy === 'itself' ? [b] : [a, b]
      const files = sources.map((asset, n): NewTransferFile => {
        const destination = n === 0 ? { segmentId: 2, name: 'b.txt' } : { segmentId: 1, name: 'other.txt' }
        return {
          identity: { context: asset.context, locale: null, relativePath: '', ...destination },
          size: asset.size,
          source: { kind: 'asset', asset },
          state: 'waiting',
        }
      })
      const target = { kind: 'segment', segmentId: 2, locale: null, folder: '' } as const
      const batch = {
        kind: 'copy',
        context: b.context,
        folder: null,
        target,
        open: harness.binHarness.open,
      } as const
      const { batchId, fileIds } = await harness.queue.addBatch({ ...batch, files })
      harness.prepareCopy = () => Promise.resolve({ ok: false, problem: 'disk-full' })
      await harness.runBatch(batchId)
      expect(toStates(harness.queue.outcomes(batchId))[0]).toBe('name-taken')
      const choices = [{ id: fileIds[0] ?? '', choice: 'replace' as const }]
      expect(await harness.plans.resolveConflicts({ batchId, choices })).toMatchObject({
        failure: { kind: 'request-invalid' },
      })
      expect(toStates(harness.queue.outcomes(batchId))[0]).toBe('name-taken')
      expect(await harness.readStored('b.txt')).not.toBeNull()
    },
  )

  it('is resolved only on its own account, and only for known batches', async () => {
    const { harness, batchId, ids } = await startWithTakenNames()
    const choices = [{ id: ids[0] ?? '', choice: 'skip' as const }]
    expect(await harness.plans.resolveConflicts({ batchId: 'forged', choices })).toMatchObject({
      failure: { kind: 'plan-unknown' },
    })
    harness.open = { ...harness.binHarness.open, serverKey: 'https://other.example' }
    expect(await harness.plans.resolveConflicts({ batchId, choices })).toMatchObject({
      failure: { kind: 'not-connected' },
    })
    expect(toStates(harness.queue.outcomes(batchId))[0]).toBe('name-taken')
  })
})
