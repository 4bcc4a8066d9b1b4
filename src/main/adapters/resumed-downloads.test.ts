import { link, mkdtemp, readdir, readFile, realpath, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LocalTargetPort } from '../../core/transfers/local-target'
import type { QueuedFile } from '../../core/transfers/ports'
import type { Fault } from '../../demo-server'
import { DownloadHarness } from '../../testing/download-harness'
import { ScriptedRun } from '../../testing/scripted-run'
import { wrapTarget } from '../../testing/wrap-target'
import { LocalFolders } from './local-folders'

const downloads = { method: 'GET', path: /\/assets\/\d+\?.*filename=/ } as const
const identity = { segmentId: 2, name: 'long.bin' } as const
const size = 200_000

/** Bytes that differ at each offset, so that no mixture goes unseen. */
function makeBytes(seed: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, n) => (n * 7 + (n >> 8) * 13 + seed) & 0xff)
}

const first = makeBytes(1)
const second = makeBytes(2)

let folder: string
/** Bytes that arrived at the disk since the download began. */
let received: number
let harness: DownloadHarness

beforeEach(async () => {
  received = 0
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'refshelf-resume-')))
  harness = await DownloadHarness.start(countingTarget(), 5_000)
  await harness.binHarness.server.store.put({ ...identity, bytes: first })
})

afterEach(async () => {
  await harness.close()
  await rm(folder, { recursive: true, force: true })
})

/** The real folders, counting the bytes that arrive. */
function countingTarget(): LocalTargetPort {
  const real = new LocalFolders({ mark: () => Promise.resolve() })
  async function* count(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      received += chunk.byteLength
      yield chunk
    }
  }
  return wrapTarget(real, (chunks) => {
    received = 0
    return count(chunks)
  })
}

const server = (): DownloadHarness['binHarness']['server'] => harness.binHarness.server

/** Starts a download that hangs at its middle, and pauses it there. Returns the file as the queue keeps it. */
async function pauseInTheMiddle(): Promise<QueuedFile> {
  const remove = server().faults.add({ match: downloads, fault: { kind: 'hang', where: 'mid-body' } })
  const scripted = harness.createRun(folder, await harness.selectAssets(identity.name))
  const done = harness.runner.run(scripted)
  await expect.poll(() => received).toBe(size / 2)
  scripted.stopController.abort()
  await done
  remove()
  expect(scripted.outcomes()).toEqual(['back'])
  const [file] = scripted.files
  if (file === undefined) throw new Error('no file')
  return { ...file, intent: scripted.intents.get(file.id) ?? null }
}

/** Continues a paused file in a new run, as after a restart. Returns its last state. */
async function resume(file: QueuedFile): Promise<unknown> {
  const { batch } = harness.createRun(folder, [])
  const scripted = new ScriptedRun(harness.binHarness.open, batch, [file])
  await harness.runner.run(scripted)
  return scripted.reported.at(-1)?.state
}

const replace = (bytes: Uint8Array): Promise<unknown> => server().store.put({ ...identity, bytes })
const readResult = async (): Promise<Uint8Array> =>
  new Uint8Array(await readFile(path.join(folder, 'long.bin')))
const partOf = async (): Promise<string> =>
  path.join(folder, (await readdir(folder)).find((name) => name.endsWith('.part')) ?? '')

async function expectOnly(bytes: Uint8Array): Promise<void> {
  expect(Buffer.compare(await readResult(), bytes)).toBe(0)
  expect(await readdir(folder)).toEqual(['long.bin'])
}

describe('a paused download', () => {
  it('keeps what arrived under its temporary name, and continues there by a range', async () => {
    const file = await pauseInTheMiddle()
    const kept = await readFile(await partOf())
    expect(Buffer.compare(kept, first.subarray(0, size / 2))).toBe(0)
    expect(await resume(file)).not.toHaveProperty('startedOver')
    await expectOnly(first)
    const [, last] = server().calls.filter(downloads)
    expect(last).toMatchObject({ status: 206 })
    expect(harness.binHarness.countDownloads()).toBe(2)
  })

  it.each(['last-modified', 'none'] as const)('continues with the validators "%s"', async (validators) => {
    server().switches.downloadValidators = validators
    expect(await resume(await pauseInTheMiddle())).not.toHaveProperty('startedOver')
    await expectOnly(first)
  })

  it('starts over and says so if the file was replaced by one of the same size', async () => {
    const file = await pauseInTheMiddle()
    await replace(second)
    server().switches.downloadRanges = 'unconditional'
    // The listing that the window has: the download was planned for the first version.
    expect(await resume(file)).toMatchObject({ state: 'done', startedOver: true })
    await expectOnly(second)
  })

  it.each(['etag', 'none'] as const)(
    'has no bytes of two versions if the file is replaced after the listing (validators: %s)',
    async (validators) => {
      server().switches.downloadValidators = validators
      server().switches.downloadRanges = 'unconditional'
      const file = await pauseInTheMiddle()
      const release = server().faults.hold(downloads)
      const arrived = server().faults.waitFor(downloads)
      const resumed = resume(file)
      await arrived
      // The same bytes up to the kept ones, so that only the version differs.
      await replace(Uint8Array.from(first, (byte, n) => (n < size - 1_000 ? byte : byte ^ 0xff)))
      await replace(Uint8Array.from(first, (byte, n) => (n > 10 && n < size - 1_000 ? byte : byte ^ 0xff)))
      release()
      expect(await resumed).toMatchObject({ state: 'done', startedOver: true })
      await expectOnly(Uint8Array.from(first, (byte, n) => (n > 10 && n < size - 1_000 ? byte : byte ^ 0xff)))
    },
  )

  it.each(['ignored', 'from-start', 'wrong-bytes'] as const)(
    'starts over and says so if the server answers ranges "%s"',
    async (position) => {
      const file = await pauseInTheMiddle()
      server().switches.downloadRanges = position
      expect(await resume(file)).toMatchObject({ state: 'done', startedOver: true })
      await expectOnly(first)
    },
  )

  it.each<[string, Fault]>([
    ['416', { kind: 'status', status: 416, body: '' }],
    ['no Content-Range', { kind: 'status', status: 206, body: 'x' }],
    [
      'a longer total',
      { kind: 'status', status: 206, body: 'x', headers: { 'Content-Range': `bytes 1-9/${size + 1}` } },
    ],
    [
      'a shorter total',
      { kind: 'status', status: 206, body: 'x', headers: { 'Content-Range': `bytes 1-9/${size - 1}` } },
    ],
  ])('starts over if the server answers %s', async (_, fault) => {
    const file = await pauseInTheMiddle()
    server().faults.add({ match: { ...downloads, nth: 1 }, fault })
    expect(await resume(file)).toMatchObject({ state: 'done', startedOver: true })
    await expectOnly(first)
  })

  it('starts over if the part was changed, cut, or removed', async () => {
    for (const damage of [
      (part: string) => writeFile(part, new Uint8Array(120_000)),
      (part: string) => truncate(part, 1_000),
      (part: string) => rm(part),
    ]) {
      const file = await pauseInTheMiddle()
      await damage(await partOf())
      expect(await resume(file)).toMatchObject({ state: 'done', startedOver: true })
      await expectOnly(first)
      await rm(path.join(folder, 'long.bin'))
    }
  })

  it('never writes to a part that has another name, as after a crash at the end', async () => {
    const file = await pauseInTheMiddle()
    const elsewhere = path.join(folder, 'linked.bin')
    await link(await partOf(), elsewhere)
    const before = await readFile(elsewhere)
    expect(await resume(file)).toMatchObject({ state: 'done', startedOver: true })
    expect(Buffer.compare(await readFile(elsewhere), before)).toBe(0)
    expect((await readdir(folder)).sort()).toEqual(['linked.bin', 'long.bin'])
  })

  it('cuts off what a killed run wrote after the recorded part', async () => {
    const file = await pauseInTheMiddle()
    await writeFile(await partOf(), new Uint8Array(50_000), { flag: 'a' })
    expect(await resume(file)).not.toHaveProperty('startedOver')
    await expectOnly(first)
  })

  it('keeps its part at the next start, and loses it once it is stopped', async () => {
    const file = await pauseInTheMiddle()
    const { batch } = harness.createRun(folder, [])
    await harness.runner.cleanUp(batch, file, { isOver: false })
    expect(await readdir(folder)).toHaveLength(1)
    await harness.runner.cleanUp(batch, file, { isOver: true })
    expect(await readdir(folder)).toEqual([])
  })

  it('keeps its part while the server cannot be reached', async () => {
    const file = await pauseInTheMiddle()
    const remove = server().faults.add({ match: downloads, fault: { kind: 'drop', when: 'before-work' } })
    expect(await resume(file)).toBeUndefined()
    remove()
    expect(await resume(file)).not.toHaveProperty('startedOver')
    await expectOnly(first)
  })
})

describe('a cut download', () => {
  it.each(['length', 'chunked'] as const)('continues at once (%s)', async (framing) => {
    const fault = { kind: 'cut-body', afterBytes: 60_000, framing } as const
    server().faults.add({ match: { ...downloads, nth: 1 }, fault })
    const scripted = harness.createRun(folder, await harness.selectAssets(identity.name))
    await harness.runner.run(scripted)
    expect(scripted.outcomes()).toEqual(['done'])
    await expectOnly(first)
  })

  it('continues at once after several cuts', async () => {
    const fault = { kind: 'cut-body', afterBytes: 60_000, framing: 'close' } as const
    server().faults.add({ match: downloads, fault })
    const scripted = harness.createRun(folder, await harness.selectAssets(identity.name))
    await harness.runner.run(scripted)
    expect(scripted.outcomes()).toEqual(['done'])
    await expectOnly(first)
    const [, ...continued] = server().calls.filter(downloads)
    expect(continued.length).toBeGreaterThan(2)
    expect(continued.every(({ headers }) => /^bytes=[1-9]\d*-$/.test(headers['range'] ?? ''))).toBe(true)
  })

  it('leaves nothing after a failure', async () => {
    server().faults.add({ match: downloads, fault: { kind: 'cut-body', afterBytes: 4_096 } })
    const scripted = harness.createRun(folder, await harness.selectAssets(identity.name))
    await harness.runner.run(scripted)
    expect(scripted.outcomes()).toEqual(['failed: answer-cut'])
    expect(await readdir(folder)).toEqual([])
  })
})
