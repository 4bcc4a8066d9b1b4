import { afterEach, describe, expect, it } from 'vitest'
import type { Switches } from '../../demo-server'
import { assertNothingTripped } from '../../demo-server'
import { RecycleBinHarness } from '../../testing/recycle-bin-harness'
import type { AssetContext, AssetIdentity } from '../../shared/asset'
import type { RestoreState, RestoreRun } from '../../shared/recycle-bin'
import { nodeHash } from '../../testing/memory-ports'
import type { HttpTimeouts } from '../ports'
import { Restores, type RestoresPorts } from './restores'
import { accessTo } from '../../testing/fixed-access'

const media = { method: 'POST', path: /media\/upload/ }
const attach = { method: 'POST', path: /\/assets\/\d+/ }
const listings = { method: 'GET', path: /\/assets\/list/ }
const job: AssetContext = { family: 'classic', scope: 'jbs773' }
const flex: AssetContext = { family: 'flex', documentId: '19914' }

/** Longer than a test: a stop ends what the server does not. */
const patient: HttpTimeouts = { connectMs: 60_000, firstByteMs: 60_000, idleMs: 60_000 }

class RestoreHarness {
  readonly refreshed: number[][] = []
  readonly outcomes: string[] = []
  readonly restores: Restores
  isConnected = true
  isReadOnly = false

  constructor(readonly binHarness: RecycleBinHarness) {
    const ports: RestoresPorts = {
      bin: binHarness.bin,
      measure: nodeHash.measure,
      clock: binHarness.clock,
      connections: accessTo(() => (this.isConnected ? binHarness.open : null)),
      canWrite: () => !this.isReadOnly,
      onChange: () => undefined,
      onRefresh: ({ segmentIds }) => void this.refreshed.push([...segmentIds]),
      onRestored: (entry, { state }) => void this.outcomes.push(`${entry.identity.name}: ${state}`),
    }
    this.restores = new Restores(ports)
  }

  /** Backs up each file, and removes it from the server as a deletion would. */
  async backUpAndRemove(names: readonly string[], context?: AssetContext): Promise<string[]> {
    const ids: string[] = []
    for (const name of names) {
      const asset = await this.binHarness.findAsset(name, context)
      ids.push(await this.binHarness.backUp(name, 'job-1', context))
      await this.removeFile(asset)
    }
    return ids
  }

  async removeFile({ segmentId, locale, relativePath, name }: AssetIdentity): Promise<void> {
    await this.binHarness.server.store.remove({
      segmentId,
      locale,
      relativePath: relativePath.replaceAll('\\', '/'),
      name,
    })
  }

  async runRestore(ids: readonly string[]): Promise<RestoreRun> {
    const started = await this.restores.startRestore(ids)
    if (!started.ok) throw new Error(started.failure.kind)
    await this.restores.whenFinished()
    const view = this.restores.currentRestore()
    if (view === null) throw new Error('no restore')
    return view
  }

  async restoreFile(id: string): Promise<RestoreState> {
    const [file] = (await this.runRestore([id])).files
    if (file === undefined) throw new Error('no file')
    return file.outcome
  }

  /** Starts `work`, and settles when the first file is uploaded and the server holds back its response. */
  async startAndHoldUpload<Result>(
    work: () => Promise<Result>,
  ): Promise<{ readonly running: Promise<Result>; readonly release: () => void }> {
    const { faults } = this.binHarness.server
    const arrived = faults.waitFor(media)
    const release = faults.hold(media)
    const running = work()
    await arrived
    return { running, release }
  }
}

describe('a restore', () => {
  let binHarness: RecycleBinHarness | null = null

  async function start(switches: Partial<Switches> = {}, timeouts?: HttpTimeouts): Promise<RestoreHarness> {
    binHarness = await RecycleBinHarness.start(switches, timeouts)
    return new RestoreHarness(binHarness)
  }

  afterEach(async () => {
    await binHarness?.close()
    binHarness = null
    assertNothingTripped()
  })

  it('restores bytes, name, language and folder, verifies them, and refreshes the view', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['#1 100%.png'])
    expect(await harness.restoreFile(id)).toEqual({ state: 'restored', bytes: 'same' })
    const identity = { segmentId: 1, locale: 'de', relativePath: 'ui/menu', name: '#1 100%.png' }
    expect(new TextDecoder().decode(await harness.binHarness.server.store.readBytes(identity))).toBe(
      'picture',
    )
    expect(harness.refreshed).toEqual([[1]])
    expect(harness.outcomes).toEqual(['#1 100%.png: restored'])
    expect(await harness.binHarness.bin.findCopy(id)).toMatchObject({
      restoredAt: harness.binHarness.clock.now(),
    })
    expect(harness.binHarness.blobPaths()).toHaveLength(1)
  })

  it('costs two listings, plus two upload calls and a download per file, for ten files', async () => {
    const harness = await start()
    for (let n = 0; n < 10; n += 1) {
      await harness.binHarness.server.store.put({
        segmentId: 1,
        name: `n${String(n)}.txt`,
        bytes: `bytes ${String(n)}`,
      })
    }
    const ids = await harness.backUpAndRemove(Array.from({ length: 10 }, (_, n) => `n${String(n)}.txt`))
    const before = harness.binHarness.server.calls.count()
    const view = await harness.runRestore(ids)
    expect(view.files.map(({ outcome }) => outcome.state)).toEqual(Array(10).fill('restored'))
    expect(harness.binHarness.server.calls.count() - before).toBe(1 + 10 * 2 + 1 + 10)
  })

  it('restores a file of a job through its project', async () => {
    const harness = await start({ uploadByJobScope: '400' })
    const [id = ''] = await harness.backUpAndRemove(['a.txt'], job)
    expect(await harness.restoreFile(id)).toEqual({ state: 'restored', bytes: 'same' })
    expect(harness.binHarness.server.calls.filter(attach)[0]?.rawQuery).toContain('scope=pr7214')
  })

  it('reports a doubt for a job without a project, and the refusal of the server', async () => {
    const harness = await start({ uploadByJobScope: '400' })
    const asset = { ...(await harness.binHarness.findAsset('a.txt', job)), projectId: null }
    const backup = await harness.binHarness.bin.backUp(asset, {
      open: harness.binHarness.open,
      runId: 'job-1',
      why: 'to-delete',
    })
    await harness.removeFile(asset)
    const [file] = (await harness.runRestore([backup.ok ? (backup.copyId ?? '') : ''])).files
    expect(file).toMatchObject({
      doubt: 'job-without-project',
      outcome: { state: 'not-restored', failure: { kind: 'server-refused' } },
    })
  })

  it('restores a Flex file to its folder', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['flex.txt'], flex)
    expect(await harness.restoreFile(id)).toEqual({ state: 'restored', bytes: 'same' })
  })

  it.each([
    ['accepted', { state: 'restored', bytes: 'same' }],
    ['400', { state: 'not-restored' }],
  ] as const)(
    'tries to restore an empty file, and reports a doubt (%s)',
    async (emptyFileUpload, outcome) => {
      const harness = await start({ emptyFileUpload })
      const [id = ''] = await harness.backUpAndRemove(['empty.txt'])
      const [file] = (await harness.runRestore([id])).files
      expect(file).toMatchObject({ doubt: 'empty-file', outcome })
    },
  )

  it('sends nothing if a file with the same name exists', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    await harness.binHarness.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'somebody else’s' })
    expect(await harness.restoreFile(id)).toMatchObject({
      state: 'name-taken',
      there: [{ name: 'a.txt', size: 17, modifiedDate: expect.any(String) as string }],
    })
    expect(harness.binHarness.server.calls.count(media)).toBe(0)
  })

  it.each([
    { segmentId: 1, name: 'A.TXT' },
    { segmentId: 1, locale: 'DE', relativePath: 'ui', name: 'x.png' },
  ])('sends nothing if the server may confuse the file with another: %j', async (other) => {
    const harness = await start()
    await harness.binHarness.server.store.put({
      segmentId: 1,
      relativePath: 'de/ui',
      name: 'x.png',
      bytes: 'x',
    })
    const [id = ''] = await harness.backUpAndRemove([other.name === 'A.TXT' ? 'a.txt' : 'x.png'])
    await harness.binHarness.server.store.put({ ...other, bytes: 'other' })
    expect(await harness.restoreFile(id)).toMatchObject({ state: 'name-taken' })
  })

  it('does not overwrite the first restored copy of a file with the second', async () => {
    const harness = await start()
    const [first = ''] = await harness.backUpAndRemove(['a.txt'])
    await harness.binHarness.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'newer' })
    const [second = ''] = await harness.backUpAndRemove(['a.txt'])
    const { files } = await harness.runRestore([first, second])
    expect(files.map(({ outcome }) => outcome.state)).toEqual(['restored', 'name-taken'])
    // The closing listing provides what a replacement question needs.
    expect(files[1]?.outcome).toMatchObject({ there: [{ size: 5_000 }] })
  })

  it('does not report a file as restored if the server chose another name', async () => {
    const harness = await start({ sameNameUpload: 'rename' })
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    // Another file appears between our listing and our upload.
    const arrived = harness.binHarness.server.faults.waitFor(attach)
    const release = harness.binHarness.server.faults.hold(attach)
    const running = harness.runRestore([id])
    await arrived
    await harness.binHarness.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'b'.repeat(5_001) })
    release()
    const [file] = (await running).files
    expect(file?.outcome.state).not.toBe('restored')
  })

  it.each([
    ['the media upload', media],
    ['the attachment', attach],
  ])('retries after a 429 to %s', async (_, match) => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    harness.binHarness.server.faults.add({ match: { ...match, nth: 1 }, fault: { kind: 'throttle' } })
    expect(await harness.restoreFile(id)).toEqual({ state: 'restored', bytes: 'same' })
  })

  it('lists again after a throttle pause, and does not overwrite a file that appeared during it', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    harness.binHarness.server.faults.add({ match: { ...media, nth: 1 }, fault: { kind: 'throttle' } })
    void harness.binHarness.server.faults
      .waitFor(media)
      .then(() => harness.binHarness.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'newer' }))
    expect(await harness.restoreFile(id)).toMatchObject({ state: 'name-taken' })
    expect(harness.binHarness.server.calls.count(attach)).toBe(0)
  })

  it.each([
    ['of an earlier copy', /filename=a/, 1],
    ['of its own bytes', /filename=%231/, 2],
  ])('does not overwrite a file that appeared during the slow upload %s', async (_, path, uploads) => {
    const harness = await start({ sameNameUpload: 'overwrite' })
    const ids = await harness.backUpAndRemove(['a.txt', '#1 100%.png'])
    const identity = { segmentId: 1, locale: 'de', relativePath: 'ui/menu', name: '#1 100%.png' }
    const arrived = harness.binHarness.server.faults.waitFor({ ...media, path })
    const release = harness.binHarness.server.faults.hold({ ...media, path })
    const running = harness.runRestore(ids)
    await arrived
    harness.binHarness.clock.advance(20 * 60_000)
    await harness.binHarness.server.store.put({ ...identity, bytes: 'NEWER!!' })
    release()
    const { files } = await running
    expect(files.map(({ outcome }) => outcome.state)).toEqual(['restored', 'name-taken'])
    expect(new TextDecoder().decode(await harness.binHarness.server.store.readBytes(identity))).toBe(
      'NEWER!!',
    )
    expect(harness.binHarness.server.calls.count(media)).toBe(uploads)
  })

  it('does not overwrite a file that appeared during a suspend in which the clock stopped', async () => {
    const harness = await start({ sameNameUpload: 'overwrite' })
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    const { running, release } = await harness.startAndHoldUpload(() => harness.restoreFile(id))
    harness.restores.suspend()
    await harness.binHarness.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'newer' })
    release()
    expect(await running).toMatchObject({ state: 'name-taken', there: [{ size: 5 }] })
    expect(harness.binHarness.server.calls.count(attach)).toBe(0)
  })

  it('continues after a suspend if the destination is still free', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    const { running, release } = await harness.startAndHoldUpload(() => harness.restoreFile(id))
    harness.restores.suspend()
    release()
    expect(await running).toEqual({ state: 'restored', bytes: 'same' })
    expect(harness.binHarness.server.calls.count(media)).toBe(1)
  })

  it('attaches nothing if the connection becomes read-only during the upload', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    const { running, release } = await harness.startAndHoldUpload(() => harness.restoreFile(id))
    harness.isReadOnly = true
    release()
    const failure = { kind: 'connection-read-only' }
    expect(await running).toMatchObject({ state: 'not-restored', failure })
    expect(harness.binHarness.server.calls.count(attach)).toBe(0)
  })

  it.each([
    ['before-work', 'not-restored'],
    ['after-work', 'restored'],
  ] as const)(
    'lets the listing decide if the response to the attach call is lost (%s)',
    async (when, state) => {
      const harness = await start()
      const [id = ''] = await harness.backUpAndRemove(['a.txt'])
      harness.binHarness.server.faults.add({ match: attach, fault: { kind: 'drop', when } })
      expect(await harness.restoreFile(id)).toMatchObject({ state })
      expect(harness.binHarness.server.calls.count(attach)).toBe(1)
    },
  )

  it('does not report a file as restored if it is not listed', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    harness.binHarness.server.faults.add({
      match: attach,
      fault: { kind: 'status', status: 200, body: '{}' },
    })
    expect(await harness.restoreFile(id)).toEqual({ state: 'not-listed' })
  })

  it('reports the file as not checked if the closing listing fails', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    harness.binHarness.server.faults.add({
      match: { ...listings, nth: 2, every: 1 },
      fault: { kind: 'status', status: 500 },
    })
    expect(await harness.restoreFile(id)).toMatchObject({ state: 'not-checked' })
  })

  it('detects restored bytes that differ from the copy', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    const release = harness.binHarness.server.faults.hold({ method: 'GET', path: /filename=a\.txt/ })
    const arrived = harness.binHarness.server.faults.waitFor({ method: 'GET', path: /filename=a\.txt/ })
    const running = harness.runRestore([id])
    await arrived
    await harness.binHarness.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'c'.repeat(5_000) })
    release()
    expect((await running).files[0]?.outcome).toEqual({ state: 'came-back-different' })
  })

  it('sends nothing of a damaged copy', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    harness.binHarness.disk.files.set(`copies/${id}`, new TextEncoder().encode('x'.repeat(5_000)))
    expect(await harness.restoreFile(id)).toEqual({ state: 'copy-damaged' })
    expect(harness.binHarness.server.calls.count(media)).toBe(0)
  })

  it('needs a connection to the account that the copy came from', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    Object.assign(harness.binHarness.open, { serverKey: 'https://other.example' })
    expect(await harness.restoreFile(id)).toEqual({ state: 'other-connection' })
    harness.isConnected = false
    expect(await harness.restores.startRestore([id])).toMatchObject({
      ok: false,
      failure: { kind: 'not-connected' },
    })
  })

  it('does not start on a read-only connection, and stops when the connection becomes read-only', async () => {
    const harness = await start()
    const ids = await harness.backUpAndRemove(['a.txt', '#1 100%.png'])
    harness.isReadOnly = true
    expect(await harness.restores.startRestore(ids)).toMatchObject({
      failure: { kind: 'connection-read-only' },
    })
    expect(harness.binHarness.server.calls.count(media)).toBe(0)
    harness.isReadOnly = false
    const arrived = harness.binHarness.server.faults.waitFor(attach)
    const running = harness.runRestore(ids)
    await arrived
    harness.isReadOnly = true
    expect((await running).files.map(({ outcome }) => outcome.state)).toEqual(['restored', 'not-restored'])
    expect(harness.binHarness.server.calls.count(attach)).toBe(1)
  })

  it('sends nothing more after a sign-out, and reports what was sent', async () => {
    const harness = await start()
    const ids = await harness.backUpAndRemove(['a.txt', 'b.txt'])
    void harness.binHarness.server.faults.waitFor(media).then(() => {
      harness.isConnected = false
      harness.restores.signOut(harness.binHarness.open)
    })
    const { files } = await harness.runRestore(ids)
    expect(files.map(({ outcome }) => outcome.state)).toEqual(['restored', 'not-restored'])
    expect(harness.binHarness.server.calls.count(media)).toBe(1)
  })

  it('continues on its connection when another one is opened or closed', async () => {
    const harness = await start()
    const ids = await harness.backUpAndRemove(['a.txt', 'b.txt'])
    void harness.binHarness.server.faults.waitFor(media).then(() => {
      harness.isConnected = false
      harness.restores.signOut({ ...harness.binHarness.open })
    })
    const { files } = await harness.runRestore(ids)
    expect(files.map(({ outcome }) => outcome.state)).toEqual(['restored', 'restored'])
  })

  it('finishes the file in flight after a stop, lists, and sends nothing more', async () => {
    const harness = await start()
    const ids = await harness.backUpAndRemove(['a.txt', 'b.txt', '#1 100%.png'])
    const { running, release } = await harness.startAndHoldUpload(() => harness.runRestore(ids))
    harness.restores.stopRestore()
    expect(harness.restores.currentRestore()).toMatchObject({ stopRequested: true, isDone: false })
    release()
    const { files } = await running
    expect(files.map(({ outcome }) => outcome)).toEqual([
      { state: 'restored', bytes: 'not-compared' },
      { state: 'not-restored', failure: { kind: 'stopped', retry: 'now' } },
      { state: 'not-restored', failure: { kind: 'stopped', retry: 'now' } },
    ])
    expect(harness.binHarness.server.calls.count(media)).toBe(1)
    expect(await harness.restoreFile(ids[1] ?? '')).toEqual({ state: 'restored', bytes: 'same' })
  })

  it('ends a throttle pause when stopped', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    harness.binHarness.server.faults.add({ match: media, fault: { kind: 'throttle' } })
    void harness.binHarness.server.faults.waitFor(media).then(() => harness.restores.stopRestore())
    expect(await harness.restoreFile(id)).toMatchObject({ state: 'not-restored' })
    expect(harness.binHarness.server.calls.count(attach)).toBe(0)
  })

  it.each([
    ['its bytes', media, 'before-work', { state: 'not-restored', failure: { kind: 'stopped', retry: 'no' } }],
    ['the attach call', attach, 'before-headers', { state: 'restored', bytes: 'not-compared' }],
  ] as const)(
    'stops although the server never answers %s, and lists the result',
    async (...[, match, where, outcome]) => {
      const harness = await start({}, patient)
      const [id = ''] = await harness.backUpAndRemove(['a.txt'])
      harness.binHarness.server.faults.add({ match, fault: { kind: 'hang', where } })
      const arrived = harness.binHarness.server.faults.waitFor(match)
      const outcomes = harness.restoreFile(id)
      await arrived
      harness.restores.stopRestore()
      harness.binHarness.clock.advance(3_000)
      expect(await outcomes).toEqual(outcome)
      expect(harness.binHarness.server.calls.count(match)).toBe(1)
    },
  )

  it('stops although the verifying listing never ends, and reports "not checked"', async () => {
    const harness = await start({}, patient)
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    const listed = harness.binHarness.server.faults.waitFor(attach).then(() => {
      harness.binHarness.server.faults.add({
        match: listings,
        fault: { kind: 'trickle', bytes: 1, ms: 1_000 },
      })
      return harness.binHarness.server.faults.waitFor(listings)
    })
    const outcomes = harness.restoreFile(id)
    await listed
    const over = harness.restores.finish()
    harness.binHarness.clock.advance(7_000)
    await over
    expect(await outcomes).toMatchObject({ state: 'not-checked', failure: { kind: 'stopped' } })
  })

  it('does not start once the app is about to quit', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    await harness.restores.finish()
    expect(await harness.restores.startRestore([id])).toMatchObject({
      ok: false,
      failure: { kind: 'not-connected' },
    })
    await harness.restores.startAfterDeletion(harness.binHarness.open, [id], new Set())
    expect(harness.restores.currentRestore()?.files[0]?.outcome).toMatchObject({ state: 'not-restored' })
    expect(harness.binHarness.server.calls.count(media)).toBe(0)
  })

  it('does not compare bytes if only the reserved part of the budget is left', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    while (harness.binHarness.client.budget().used < 20) await harness.binHarness.findAsset('b.txt')
    // The two listings, two upload calls and a download would fit, but a tenth is reserved.
    harness.binHarness.hourlyAllowance = harness.binHarness.client.budget().used + 5
    const downloads = harness.binHarness.countDownloads()
    expect(await harness.restoreFile(id)).toEqual({ state: 'restored', bytes: 'not-compared' })
    expect(harness.binHarness.countDownloads()).toBe(downloads)
  })

  it('reports an outcome for each file, and continues after a failed one', async () => {
    const harness = await start()
    const ids = await harness.backUpAndRemove(['a.txt', 'b.txt', '#1 100%.png'])
    harness.binHarness.server.faults.add({
      match: { ...media, nth: 2 },
      fault: { kind: 'status', status: 400, body: '{}' },
    })
    const running = harness.runRestore(ids)
    await Promise.resolve()
    const { files } = await running
    expect(files.map(({ outcome }) => outcome.state)).toEqual(['restored', 'not-restored', 'restored'])
  })
})
