import { afterEach, describe, expect, it } from 'vitest'
import type { Switches } from '../../demo-server'
import { assertNothingTripped } from '../../demo-server'
import { BinBench } from '../../testing/bin-bench'
import type { AssetContext, AssetIdentity } from '../../shared/asset'
import type { RestoreState, RestoreView } from '../../shared/recycle-bin'
import { nodeHash } from '../../testing/memory-ports'
import { Restores, type RestoresPorts } from './restores'

const media = { method: 'POST', path: /media\/upload/ }
const attach = { method: 'POST', path: /\/assets\/\d+/ }
const listings = { method: 'GET', path: /\/assets\/list/ }
const job: AssetContext = { family: 'classic', scope: 'jbs773' }
const flex: AssetContext = { family: 'flex', documentId: '19914' }

class RestoreBench {
  readonly refreshed: number[][] = []
  readonly ended: string[] = []
  readonly restores: Restores
  connected: boolean = true
  isReadOnly = false

  constructor(readonly bench: BinBench) {
    const ports: RestoresPorts = {
      bin: bench.bin,
      measure: nodeHash.measure,
      clock: bench.clock,
      connection: () => (this.connected ? bench.origin : null),
      hold: () => () => undefined,
      mayWrite: () => !this.isReadOnly,
      onChange: () => undefined,
      onRefresh: ({ segmentIds }) => void this.refreshed.push([...segmentIds]),
      onRestored: (entry, { state }) => void this.ended.push(`${entry.identity.name}: ${state}`),
    }
    this.restores = new Restores(ports)
  }

  /** Keeps a copy of each file, and takes the file away as its deletion would. */
  async keepAndLose(names: readonly string[], context?: AssetContext): Promise<string[]> {
    const ids: string[] = []
    for (const name of names) {
      const asset = await this.bench.find(name, context)
      ids.push(await this.bench.keep(name, 'job-1', context))
      await this.lose(asset)
    }
    return ids
  }

  async lose({ segmentId, locale, relativePath, name }: AssetIdentity): Promise<void> {
    await this.bench.server.store.remove({
      segmentId,
      locale,
      relativePath: relativePath.replaceAll('\\', '/'),
      name,
    })
  }

  async run(ids: readonly string[]): Promise<RestoreView> {
    const started = await this.restores.start(ids)
    if (!started.ok) throw new Error(started.failure.kind)
    await this.restores.finished()
    const view = this.restores.current()
    if (view === null) throw new Error('gone')
    return view
  }

  async outcome(id: string): Promise<RestoreState> {
    const [file] = (await this.run([id])).files
    if (file === undefined) throw new Error('no file')
    return file.outcome
  }

  /** Until the bytes of the first file are on their way, and the server holds its answer. */
  async midway<End>(
    work: () => Promise<End>,
  ): Promise<{ readonly running: Promise<End>; readonly release: () => void }> {
    const { faults } = this.bench.server
    const arrived = faults.waitFor(media)
    const release = faults.hold(media)
    const running = work()
    await arrived
    return { running, release }
  }
}

describe('a restore', () => {
  let bench: BinBench | null = null

  async function start(switches: Partial<Switches> = {}): Promise<RestoreBench> {
    bench = await BinBench.start(switches)
    return new RestoreBench(bench)
  }

  afterEach(async () => {
    await bench?.close()
    bench = null
    assertNothingTripped()
  })

  it('brings bytes, name, language and folder back, proves it, and refreshes the view', async () => {
    const on = await start()
    const [id = ''] = await on.keepAndLose(['#1 100%.png'])
    expect(await on.outcome(id)).toEqual({ state: 'restored', bytes: 'same' })
    const place = { segmentId: 1, locale: 'de', relativePath: 'ui/menu', name: '#1 100%.png' }
    expect(new TextDecoder().decode(await on.bench.server.store.readBytes(place))).toBe('picture')
    expect(on.refreshed).toEqual([[1]])
    expect(on.ended).toEqual(['#1 100%.png: restored'])
    expect(await on.bench.bin.find(id)).toMatchObject({ restoredAt: on.bench.clock.now() })
    expect(on.bench.blobs()).toHaveLength(1)
  })

  it('costs for ten files a listing, two calls each, a listing, and a download each', async () => {
    const on = await start()
    for (let n = 0; n < 10; n += 1) {
      await on.bench.server.store.put({
        segmentId: 1,
        name: `n${String(n)}.txt`,
        bytes: `bytes ${String(n)}`,
      })
    }
    const ids = await on.keepAndLose(Array.from({ length: 10 }, (_, n) => `n${String(n)}.txt`))
    const before = on.bench.server.calls.count()
    const view = await on.run(ids)
    expect(view.files.map(({ outcome }) => outcome.state)).toEqual(Array(10).fill('restored'))
    expect(on.bench.server.calls.count() - before).toBe(1 + 10 * 2 + 1 + 10)
  })

  it('puts a file of a job back through its project', async () => {
    const on = await start({ uploadByJobScope: '400' })
    const [id = ''] = await on.keepAndLose(['a.txt'], job)
    expect(await on.outcome(id)).toEqual({ state: 'restored', bytes: 'same' })
    expect(on.bench.server.calls.filter(attach)[0]?.rawQuery).toContain('scope=pr7214')
  })

  it('tells a doubt for a job without project, and the server’s words when it refuses', async () => {
    const on = await start({ uploadByJobScope: '400' })
    const asset = { ...(await on.bench.find('a.txt', job)), projectId: null }
    const kept = await on.bench.bin.keep(asset, { origin: on.bench.origin, jobId: 'job-1', why: 'to-delete' })
    await on.lose(asset)
    const [file] = (await on.run([kept.ok ? (kept.copyId ?? '') : ''])).files
    expect(file).toMatchObject({
      doubt: 'job-without-project',
      outcome: { state: 'not-restored', failure: { kind: 'server-refused' } },
    })
  })

  it('brings a Flex file back to its folder', async () => {
    const on = await start()
    const [id = ''] = await on.keepAndLose(['flex.txt'], flex)
    expect(await on.outcome(id)).toEqual({ state: 'restored', bytes: 'same' })
  })

  it.each([
    ['accepted', { state: 'restored', bytes: 'same' }],
    ['400', { state: 'not-restored' }],
  ] as const)('tries an empty file, with a doubt (%s)', async (emptyFileUpload, outcome) => {
    const on = await start({ emptyFileUpload })
    const [id = ''] = await on.keepAndLose(['empty.txt'])
    const [file] = (await on.run([id])).files
    expect(file).toMatchObject({ doubt: 'empty-file', outcome })
  })

  it('sends nothing where a file of its name is there now', async () => {
    const on = await start()
    const [id = ''] = await on.keepAndLose(['a.txt'])
    await on.bench.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'somebody else’s' })
    expect(await on.outcome(id)).toMatchObject({
      state: 'name-taken',
      there: [{ name: 'a.txt', size: 17, modifiedDate: expect.any(String) as string }],
    })
    expect(on.bench.server.calls.count(media)).toBe(0)
  })

  it.each([
    { segmentId: 1, name: 'A.TXT' },
    { segmentId: 1, locale: 'DE', relativePath: 'ui', name: 'x.png' },
  ])('sends nothing where the server may take a file for this one: %j', async (other) => {
    const on = await start()
    await on.bench.server.store.put({ segmentId: 1, relativePath: 'de/ui', name: 'x.png', bytes: 'x' })
    const [id = ''] = await on.keepAndLose([other.name === 'A.TXT' ? 'a.txt' : 'x.png'])
    await on.bench.server.store.put({ ...other, bytes: 'other' })
    expect(await on.outcome(id)).toMatchObject({ state: 'name-taken' })
  })

  it('does not overwrite with the second of two copies of one file', async () => {
    const on = await start()
    const [first = ''] = await on.keepAndLose(['a.txt'])
    await on.bench.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'newer' })
    const [second = ''] = await on.keepAndLose(['a.txt'])
    const { files } = await on.run([first, second])
    expect(files.map(({ outcome }) => outcome.state)).toEqual(['restored', 'name-taken'])
    // As the closing listing shows it: a question about it can be asked.
    expect(files[1]?.outcome).toMatchObject({ there: [{ size: 5_000 }] })
  })

  it('tells the name that the server chose', async () => {
    const on = await start({ sameNameUpload: 'rename' })
    const [id = ''] = await on.keepAndLose(['a.txt'])
    // It comes between our listing and our upload.
    const arrived = on.bench.server.faults.waitFor(attach)
    const release = on.bench.server.faults.hold(attach)
    const running = on.run([id])
    await arrived
    await on.bench.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'b'.repeat(5_001) })
    release()
    const [file] = (await running).files
    expect(file?.outcome.state).not.toBe('restored')
  })

  it.each([
    ['the media upload', media],
    ['the attachment', attach],
  ])('goes on by itself after a 429 to %s', async (_, match) => {
    const on = await start()
    const [id = ''] = await on.keepAndLose(['a.txt'])
    on.bench.server.faults.add({ match: { ...match, nth: 1 }, fault: { kind: 'throttle' } })
    expect(await on.outcome(id)).toEqual({ state: 'restored', bytes: 'same' })
  })

  it('looks again after a pause, and leaves alone what somebody put there meanwhile', async () => {
    const on = await start()
    const [id = ''] = await on.keepAndLose(['a.txt'])
    on.bench.server.faults.add({ match: { ...media, nth: 1 }, fault: { kind: 'throttle' } })
    void on.bench.server.faults
      .waitFor(media)
      .then(() => on.bench.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'newer' }))
    expect(await on.outcome(id)).toMatchObject({ state: 'name-taken' })
    expect(on.bench.server.calls.count(attach)).toBe(0)
  })

  it.each([
    ['those of another copy before it', /filename=a/, 1],
    ['its own bytes', /filename=%231/, 2],
  ])('leaves alone what somebody put there while %s took long', async (_, path, sent) => {
    const on = await start({ sameNameUpload: 'overwrite' })
    const ids = await on.keepAndLose(['a.txt', '#1 100%.png'])
    const place = { segmentId: 1, locale: 'de', relativePath: 'ui/menu', name: '#1 100%.png' }
    const arrived = on.bench.server.faults.waitFor({ ...media, path })
    const release = on.bench.server.faults.hold({ ...media, path })
    const running = on.run(ids)
    await arrived
    on.bench.clock.advance(20 * 60_000)
    await on.bench.server.store.put({ ...place, bytes: 'NEWER!!' })
    release()
    const { files } = await running
    expect(files.map(({ outcome }) => outcome.state)).toEqual(['restored', 'name-taken'])
    expect(new TextDecoder().decode(await on.bench.server.store.readBytes(place))).toBe('NEWER!!')
    expect(on.bench.server.calls.count(media)).toBe(sent)
  })

  it('leaves alone what somebody put there while the computer slept, and its clock stood still', async () => {
    const on = await start({ sameNameUpload: 'overwrite' })
    const [id = ''] = await on.keepAndLose(['a.txt'])
    const { running, release } = await on.midway(() => on.outcome(id))
    on.restores.fallAsleep()
    await on.bench.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'newer' })
    release()
    expect(await running).toMatchObject({ state: 'name-taken', there: [{ size: 5 }] })
    expect(on.bench.server.calls.count(attach)).toBe(0)
  })

  it('goes on after sleep where its place is still free', async () => {
    const on = await start()
    const [id = ''] = await on.keepAndLose(['a.txt'])
    const { running, release } = await on.midway(() => on.outcome(id))
    on.restores.fallAsleep()
    release()
    expect(await running).toEqual({ state: 'restored', bytes: 'same' })
    expect(on.bench.server.calls.count(media)).toBe(1)
  })

  it('attaches nothing over a connection that was made read-only while the bytes were on their way', async () => {
    const on = await start()
    const [id = ''] = await on.keepAndLose(['a.txt'])
    const { running, release } = await on.midway(() => on.outcome(id))
    on.isReadOnly = true
    release()
    const failure = { kind: 'connection-read-only' }
    expect(await running).toMatchObject({ state: 'not-restored', failure })
    expect(on.bench.server.calls.count(attach)).toBe(0)
  })

  it.each([
    ['before-work', 'not-restored'],
    ['after-work', 'restored'],
  ] as const)('lets the listing decide when the attachment’s answer is lost (%s)', async (when, state) => {
    const on = await start()
    const [id = ''] = await on.keepAndLose(['a.txt'])
    on.bench.server.faults.add({ match: attach, fault: { kind: 'drop', when } })
    expect(await on.outcome(id)).toMatchObject({ state })
    expect(on.bench.server.calls.count(attach)).toBe(1)
  })

  it('calls nothing restored that the listing does not show', async () => {
    const on = await start()
    const [id = ''] = await on.keepAndLose(['a.txt'])
    on.bench.server.faults.add({ match: attach, fault: { kind: 'status', status: 200, body: '{}' } })
    expect(await on.outcome(id)).toEqual({ state: 'not-listed' })
  })

  it('says that it could not check when the closing listing fails', async () => {
    const on = await start()
    const [id = ''] = await on.keepAndLose(['a.txt'])
    on.bench.server.faults.add({
      match: { ...listings, nth: 2, every: 1 },
      fault: { kind: 'status', status: 500 },
    })
    expect(await on.outcome(id)).toMatchObject({ state: 'not-checked' })
  })

  it('sees bytes that came back different', async () => {
    const on = await start()
    const [id = ''] = await on.keepAndLose(['a.txt'])
    const release = on.bench.server.faults.hold({ method: 'GET', path: /filename=a\.txt/ })
    const arrived = on.bench.server.faults.waitFor({ method: 'GET', path: /filename=a\.txt/ })
    const running = on.run([id])
    await arrived
    await on.bench.server.store.put({ segmentId: 1, name: 'a.txt', bytes: 'c'.repeat(5_000) })
    release()
    expect((await running).files[0]?.outcome).toEqual({ state: 'came-back-different' })
  })

  it('sends no byte of a copy whose hash no longer holds', async () => {
    const on = await start()
    const [id = ''] = await on.keepAndLose(['a.txt'])
    on.bench.disk.files.set(`copies/${id}`, new TextEncoder().encode('x'.repeat(5_000)))
    expect(await on.outcome(id)).toEqual({ state: 'copy-damaged' })
    expect(on.bench.server.calls.count(media)).toBe(0)
  })

  it('needs the connection that the copy came from', async () => {
    const on = await start()
    const [id = ''] = await on.keepAndLose(['a.txt'])
    Object.assign(on.bench.origin, { serverKey: 'https://other.example' })
    expect(await on.outcome(id)).toEqual({ state: 'other-connection' })
    on.connected = false
    expect(await on.restores.start([id])).toMatchObject({ ok: false, failure: { kind: 'not-connected' } })
  })

  it('sends nothing over a connection that is read-only, nor goes on once it is made so', async () => {
    const on = await start()
    const ids = await on.keepAndLose(['a.txt', '#1 100%.png'])
    on.isReadOnly = true
    expect(await on.restores.start(ids)).toMatchObject({ failure: { kind: 'connection-read-only' } })
    expect(on.bench.server.calls.count(media)).toBe(0)
    on.isReadOnly = false
    const arrived = on.bench.server.faults.waitFor(attach)
    const running = on.run(ids)
    await arrived
    on.isReadOnly = true
    expect((await running).files.map(({ outcome }) => outcome.state)).toEqual(['restored', 'not-restored'])
    expect(on.bench.server.calls.count(attach)).toBe(1)
  })

  it('sends nothing more once the user signed out, and tells what was sent', async () => {
    const on = await start()
    const ids = await on.keepAndLose(['a.txt', 'b.txt'])
    void on.bench.server.faults.waitFor(media).then(() => {
      on.connected = false
      on.restores.signedOut(on.bench.origin)
    })
    const { files } = await on.run(ids)
    expect(files.map(({ outcome }) => outcome.state)).toEqual(['restored', 'not-restored'])
    expect(on.bench.server.calls.count(media)).toBe(1)
  })

  it('goes on where it began when another connection is opened or left', async () => {
    const on = await start()
    const ids = await on.keepAndLose(['a.txt', 'b.txt'])
    void on.bench.server.faults.waitFor(media).then(() => {
      on.connected = false
      on.restores.signedOut({ ...on.bench.origin })
    })
    const { files } = await on.run(ids)
    expect(files.map(({ outcome }) => outcome.state)).toEqual(['restored', 'restored'])
  })

  it('finishes the file in flight when stopped, lists, and sends nothing more', async () => {
    const on = await start()
    const ids = await on.keepAndLose(['a.txt', 'b.txt', '#1 100%.png'])
    const { running, release } = await on.midway(() => on.run(ids))
    on.restores.stop()
    expect(on.restores.current()).toMatchObject({ stopRequested: true, isDone: false })
    release()
    const { files } = await running
    expect(files.map(({ outcome }) => outcome)).toEqual([
      { state: 'restored', bytes: 'not-compared' },
      { state: 'not-restored', failure: { kind: 'stopped', retry: 'now' } },
      { state: 'not-restored', failure: { kind: 'stopped', retry: 'now' } },
    ])
    expect(on.bench.server.calls.count(media)).toBe(1)
    expect(await on.outcome(ids[1] ?? '')).toEqual({ state: 'restored', bytes: 'same' })
  })

  it('waits no longer for a server that asks to wait once it is stopped', async () => {
    const on = await start()
    const [id = ''] = await on.keepAndLose(['a.txt'])
    on.bench.server.faults.add({ match: media, fault: { kind: 'throttle' } })
    void on.bench.server.faults.waitFor(media).then(() => on.restores.stop())
    expect(await on.outcome(id)).toMatchObject({ state: 'not-restored' })
    expect(on.bench.server.calls.count(attach)).toBe(0)
  })

  it('begins nothing any more once the app is about to quit', async () => {
    const on = await start()
    const [id = ''] = await on.keepAndLose(['a.txt'])
    await on.restores.finishNow()
    expect(await on.restores.start([id])).toMatchObject({ ok: false, failure: { kind: 'not-connected' } })
    await on.restores.startCleared(on.bench.origin, [id], new Set())
    expect(on.restores.current()?.files[0]?.outcome).toMatchObject({ state: 'not-restored' })
    expect(on.bench.server.calls.count(media)).toBe(0)
  })

  it('compares no bytes where the room of the hour is for what somebody waits for', async () => {
    const on = await start()
    const [id = ''] = await on.keepAndLose(['a.txt'])
    while (on.bench.client.budget().used < 20) await on.bench.find('b.txt')
    // A listing, two calls and a listing fit, and one more; but a tenth is kept for a person.
    on.bench.hourlyAllowance = on.bench.client.budget().used + 5
    const downloads = on.bench.downloads()
    expect(await on.outcome(id)).toEqual({ state: 'restored', bytes: 'not-compared' })
    expect(on.bench.downloads()).toBe(downloads)
  })

  it('tells of each file by itself, and runs one at a time', async () => {
    const on = await start()
    const ids = await on.keepAndLose(['a.txt', 'b.txt', '#1 100%.png'])
    on.bench.server.faults.add({
      match: { ...media, nth: 2 },
      fault: { kind: 'status', status: 400, body: '{}' },
    })
    const running = on.run(ids)
    await Promise.resolve()
    const { files } = await running
    expect(files.map(({ outcome }) => outcome.state)).toEqual(['restored', 'not-restored', 'restored'])
  })
})
