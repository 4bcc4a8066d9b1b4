import { afterEach, describe, expect, it } from 'vitest'
import type { Switches } from '../../demo-server'
import { assertNothingTripped } from '../../demo-server'
import { RecycleBinHarness } from '../../testing/recycle-bin-harness'
import type { AssetContext, AssetIdentity } from '../../shared/asset'
import type { RestoreState, RestoreRun } from '../../shared/recycle-bin'
import { nodeHash } from '../../testing/memory-ports'
import type { HttpTimeouts } from '../ports'
import { Restores, type RestoresPorts } from './restores'

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
  connected: boolean = true
  isReadOnly = false

  constructor(readonly binHarness: RecycleBinHarness) {
    const ports: RestoresPorts = {
      bin: binHarness.bin,
      measure: nodeHash.measure,
      clock: binHarness.clock,
      connection: () => (this.connected ? binHarness.open : null),
      acquire: () => () => undefined,
      canWrite: () => !this.isReadOnly,
      onChange: () => undefined,
      onRefresh: ({ segmentIds }) => void this.refreshed.push([...segmentIds]),
      onRestored: (entry, { state }) => void this.outcomes.push(`${entry.identity.name}: ${state}`),
    }
    this.restores = new Restores(ports)
  }

  /** Keeps a copy of each file, and takes the file away as its deletion would. */
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
    if (view === null) throw new Error('gone')
    return view
  }

  async restoreOne(id: string): Promise<RestoreState> {
    const [file] = (await this.runRestore([id])).files
    if (file === undefined) throw new Error('no file')
    return file.outcome
  }

  /** Until the bytes of the first file are on their way, and the server holds its answer. */
  async midway<End>(
    work: () => Promise<End>,
  ): Promise<{ readonly running: Promise<End>; readonly release: () => void }> {
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

  it('brings bytes, name, language and folder back, proves it, and refreshes the view', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['#1 100%.png'])
    expect(await harness.restoreOne(id)).toEqual({ state: 'restored', bytes: 'same' })
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

  it('costs for ten files a listing, two calls each, a listing, and a download each', async () => {
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

  it('puts a file of a job back through its project', async () => {
    const harness = await start({ uploadByJobScope: '400' })
    const [id = ''] = await harness.backUpAndRemove(['a.txt'], job)
    expect(await harness.restoreOne(id)).toEqual({ state: 'restored', bytes: 'same' })
    expect(harness.binHarness.server.calls.filter(attach)[0]?.rawQuery).toContain('scope=pr7214')
  })

  it('tells a doubt for a job without project, and the server’s words when it refuses', async () => {
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

  it('brings a Flex file back to its folder', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['flex.txt'], flex)
    expect(await harness.restoreOne(id)).toEqual({ state: 'restored', bytes: 'same' })
  })

  it.each([
    ['accepted', { state: 'restored', bytes: 'same' }],
    ['400', { state: 'not-restored' }],
  ] as const)('tries an empty file, with a doubt (%s)', async (emptyFileUpload, outcome) => {
    const harness = await start({ emptyFileUpload })
    const [id = ''] = await harness.backUpAndRemove(['empty.txt'])
    const [file] = (await harness.runRestore([id])).files
    expect(file).toMatchObject({ doubt: 'empty-file', outcome })
  })

  it('sends nothing where a file of its name is there now', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    await harness.binHarness.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'somebody else’s' })
    expect(await harness.restoreOne(id)).toMatchObject({
      state: 'name-taken',
      there: [{ name: 'a.txt', size: 17, modifiedDate: expect.any(String) as string }],
    })
    expect(harness.binHarness.server.calls.count(media)).toBe(0)
  })

  it.each([
    { segmentId: 1, name: 'A.TXT' },
    { segmentId: 1, locale: 'DE', relativePath: 'ui', name: 'x.png' },
  ])('sends nothing where the server may take a file for this one: %j', async (other) => {
    const harness = await start()
    await harness.binHarness.server.store.put({
      segmentId: 1,
      relativePath: 'de/ui',
      name: 'x.png',
      bytes: 'x',
    })
    const [id = ''] = await harness.backUpAndRemove([other.name === 'A.TXT' ? 'a.txt' : 'x.png'])
    await harness.binHarness.server.store.put({ ...other, bytes: 'other' })
    expect(await harness.restoreOne(id)).toMatchObject({ state: 'name-taken' })
  })

  it('does not overwrite with the second of two copies of one file', async () => {
    const harness = await start()
    const [first = ''] = await harness.backUpAndRemove(['a.txt'])
    await harness.binHarness.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'newer' })
    const [second = ''] = await harness.backUpAndRemove(['a.txt'])
    const { files } = await harness.runRestore([first, second])
    expect(files.map(({ outcome }) => outcome.state)).toEqual(['restored', 'name-taken'])
    // As the closing listing shows it: a question about it can be asked.
    expect(files[1]?.outcome).toMatchObject({ there: [{ size: 5_000 }] })
  })

  it('tells the name that the server chose', async () => {
    const harness = await start({ sameNameUpload: 'rename' })
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    // It comes between our listing and our upload.
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
  ])('goes on by itself after a 429 to %s', async (_, match) => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    harness.binHarness.server.faults.add({ match: { ...match, nth: 1 }, fault: { kind: 'throttle' } })
    expect(await harness.restoreOne(id)).toEqual({ state: 'restored', bytes: 'same' })
  })

  it('looks again after a pause, and leaves alone what somebody put there meanwhile', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    harness.binHarness.server.faults.add({ match: { ...media, nth: 1 }, fault: { kind: 'throttle' } })
    void harness.binHarness.server.faults
      .waitFor(media)
      .then(() => harness.binHarness.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'newer' }))
    expect(await harness.restoreOne(id)).toMatchObject({ state: 'name-taken' })
    expect(harness.binHarness.server.calls.count(attach)).toBe(0)
  })

  it.each([
    ['those of another copy before it', /filename=a/, 1],
    ['its own bytes', /filename=%231/, 2],
  ])('leaves alone what somebody put there while %s took long', async (_, path, sent) => {
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
    expect(harness.binHarness.server.calls.count(media)).toBe(sent)
  })

  it('leaves alone what somebody put there while the computer slept, and its clock stood still', async () => {
    const harness = await start({ sameNameUpload: 'overwrite' })
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    const { running, release } = await harness.midway(() => harness.restoreOne(id))
    harness.restores.suspend()
    await harness.binHarness.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'newer' })
    release()
    expect(await running).toMatchObject({ state: 'name-taken', there: [{ size: 5 }] })
    expect(harness.binHarness.server.calls.count(attach)).toBe(0)
  })

  it('goes on after sleep where its place is still free', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    const { running, release } = await harness.midway(() => harness.restoreOne(id))
    harness.restores.suspend()
    release()
    expect(await running).toEqual({ state: 'restored', bytes: 'same' })
    expect(harness.binHarness.server.calls.count(media)).toBe(1)
  })

  it('attaches nothing over a connection that was made read-only while the bytes were on their way', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    const { running, release } = await harness.midway(() => harness.restoreOne(id))
    harness.isReadOnly = true
    release()
    const failure = { kind: 'connection-read-only' }
    expect(await running).toMatchObject({ state: 'not-restored', failure })
    expect(harness.binHarness.server.calls.count(attach)).toBe(0)
  })

  it.each([
    ['before-work', 'not-restored'],
    ['after-work', 'restored'],
  ] as const)('lets the listing decide when the attachment’s answer is lost (%s)', async (when, state) => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    harness.binHarness.server.faults.add({ match: attach, fault: { kind: 'drop', when } })
    expect(await harness.restoreOne(id)).toMatchObject({ state })
    expect(harness.binHarness.server.calls.count(attach)).toBe(1)
  })

  it('calls nothing restored that the listing does not show', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    harness.binHarness.server.faults.add({
      match: attach,
      fault: { kind: 'status', status: 200, body: '{}' },
    })
    expect(await harness.restoreOne(id)).toEqual({ state: 'not-listed' })
  })

  it('says that it could not check when the closing listing fails', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    harness.binHarness.server.faults.add({
      match: { ...listings, nth: 2, every: 1 },
      fault: { kind: 'status', status: 500 },
    })
    expect(await harness.restoreOne(id)).toMatchObject({ state: 'not-checked' })
  })

  it('sees bytes that came back different', async () => {
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

  it('sends no byte of a copy whose hash no longer holds', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    harness.binHarness.disk.files.set(`copies/${id}`, new TextEncoder().encode('x'.repeat(5_000)))
    expect(await harness.restoreOne(id)).toEqual({ state: 'copy-damaged' })
    expect(harness.binHarness.server.calls.count(media)).toBe(0)
  })

  it('needs the connection that the copy came from', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    Object.assign(harness.binHarness.open, { serverKey: 'https://other.example' })
    expect(await harness.restoreOne(id)).toEqual({ state: 'other-connection' })
    harness.connected = false
    expect(await harness.restores.startRestore([id])).toMatchObject({
      ok: false,
      failure: { kind: 'not-connected' },
    })
  })

  it('sends nothing over a connection that is read-only, nor goes on once it is made so', async () => {
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

  it('sends nothing more once the user signed out, and tells what was sent', async () => {
    const harness = await start()
    const ids = await harness.backUpAndRemove(['a.txt', 'b.txt'])
    void harness.binHarness.server.faults.waitFor(media).then(() => {
      harness.connected = false
      harness.restores.signedOut(harness.binHarness.open)
    })
    const { files } = await harness.runRestore(ids)
    expect(files.map(({ outcome }) => outcome.state)).toEqual(['restored', 'not-restored'])
    expect(harness.binHarness.server.calls.count(media)).toBe(1)
  })

  it('goes on where it began when another connection is opened or left', async () => {
    const harness = await start()
    const ids = await harness.backUpAndRemove(['a.txt', 'b.txt'])
    void harness.binHarness.server.faults.waitFor(media).then(() => {
      harness.connected = false
      harness.restores.signedOut({ ...harness.binHarness.open })
    })
    const { files } = await harness.runRestore(ids)
    expect(files.map(({ outcome }) => outcome.state)).toEqual(['restored', 'restored'])
  })

  it('finishes the file in flight when stopped, lists, and sends nothing more', async () => {
    const harness = await start()
    const ids = await harness.backUpAndRemove(['a.txt', 'b.txt', '#1 100%.png'])
    const { running, release } = await harness.midway(() => harness.runRestore(ids))
    harness.restores.stopRestore()
    expect(harness.restores.currentRestore()).toMatchObject({ stopRequested: true, isDone: false })
    release()
    const { files } = await running
    expect(files.map(({ outcome: restoreOne }) => restoreOne)).toEqual([
      { state: 'restored', bytes: 'not-compared' },
      { state: 'not-restored', failure: { kind: 'stopped', retry: 'now' } },
      { state: 'not-restored', failure: { kind: 'stopped', retry: 'now' } },
    ])
    expect(harness.binHarness.server.calls.count(media)).toBe(1)
    expect(await harness.restoreOne(ids[1] ?? '')).toEqual({ state: 'restored', bytes: 'same' })
  })

  it('waits no longer for a server that asks to wait once it is stopped', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    harness.binHarness.server.faults.add({ match: media, fault: { kind: 'throttle' } })
    void harness.binHarness.server.faults.waitFor(media).then(() => harness.restores.stopRestore())
    expect(await harness.restoreOne(id)).toMatchObject({ state: 'not-restored' })
    expect(harness.binHarness.server.calls.count(attach)).toBe(0)
  })

  it.each([
    ['its bytes', media, 'before-work', { state: 'not-restored', failure: { kind: 'stopped', retry: 'no' } }],
    ['the call that attaches', attach, 'before-headers', { state: 'restored', bytes: 'not-compared' }],
  ] as const)(
    'stops although the server never answers %s, and lists',
    async (...[, match, where, restoreOne]) => {
      const harness = await start({}, patient)
      const [id = ''] = await harness.backUpAndRemove(['a.txt'])
      harness.binHarness.server.faults.add({ match, fault: { kind: 'hang', where } })
      const arrived = harness.binHarness.server.faults.waitFor(match)
      const outcomes = harness.restoreOne(id)
      await arrived
      harness.restores.stopRestore()
      harness.binHarness.clock.advance(3_000)
      expect(await outcomes).toEqual(restoreOne)
      expect(harness.binHarness.server.calls.count(match)).toBe(1)
    },
  )

  it('stops although the listing that proves never ends, and says "not checked"', async () => {
    const harness = await start({}, patient)
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    const listed = harness.binHarness.server.faults.waitFor(attach).then(() => {
      harness.binHarness.server.faults.add({
        match: listings,
        fault: { kind: 'trickle', bytes: 1, ms: 1_000 },
      })
      return harness.binHarness.server.faults.waitFor(listings)
    })
    const outcomes = harness.restoreOne(id)
    await listed
    const over = harness.restores.finishNow()
    harness.binHarness.clock.advance(7_000)
    await over
    expect(await outcomes).toMatchObject({ state: 'not-checked', failure: { kind: 'stopped' } })
  })

  it('begins nothing any more once the app is about to quit', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    await harness.restores.finishNow()
    expect(await harness.restores.startRestore([id])).toMatchObject({
      ok: false,
      failure: { kind: 'not-connected' },
    })
    await harness.restores.startAfterDeletion(harness.binHarness.open, [id], new Set())
    expect(harness.restores.currentRestore()?.files[0]?.outcome).toMatchObject({ state: 'not-restored' })
    expect(harness.binHarness.server.calls.count(media)).toBe(0)
  })

  it('compares no bytes where the room of the hour is for what somebody waits for', async () => {
    const harness = await start()
    const [id = ''] = await harness.backUpAndRemove(['a.txt'])
    while (harness.binHarness.client.budget().used < 20) await harness.binHarness.findAsset('b.txt')
    // A listing, two calls and a listing fit, and one more; but a tenth is kept for a person.
    harness.binHarness.hourlyAllowance = harness.binHarness.client.budget().used + 5
    const downloads = harness.binHarness.countDownloads()
    expect(await harness.restoreOne(id)).toEqual({ state: 'restored', bytes: 'not-compared' })
    expect(harness.binHarness.countDownloads()).toBe(downloads)
  })

  it('tells of each file by itself, and runs one at a time', async () => {
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
