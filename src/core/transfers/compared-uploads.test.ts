import { afterEach, describe, expect, it } from 'vitest'
import type { Switches } from '../../demo-server'
import { mediaCalls, listingCalls } from '../../testing/upload-harness'
import { nodeHash } from '../../testing/memory-ports'
import { UploadPlansHarness } from '../../testing/upload-plans-harness'

const downloads = { method: 'GET', path: /\/assets\/\d+\?.*filename=/ } as const
const flip = { match: mediaCalls, fault: { kind: 'flip-byte', at: 3 } } as const
const file = { name: 'new.txt', text: 'new bytes' }

const sha256 = (text: string): string => nodeHash.sha256(new TextEncoder().encode(text))

let harness: UploadPlansHarness

async function start(comparesBytes: boolean, switches: Partial<Switches> = {}): Promise<UploadPlansHarness> {
  harness = await UploadPlansHarness.start(switches)
  harness.comparesBytes = comparesBytes
  return harness
}

afterEach(() => harness.binHarness.close())

const same = {
  state: 'done',
  sha256: sha256('new bytes'),
  as: null,
  bytes: 'same',
  listedDate: expect.any(String) as string,
}
const sizeOnly = { state: 'done', sha256: sha256('new bytes'), as: null }
const different = { state: 'failed', problem: 'came-back-different', differsIn: 'bytes' }

describe('the bytes of an upload', () => {
  it('are compared by one download with the setting on', async () => {
    const { binHarness, facts } = await start(true)
    expect(await harness.uploadFiles([file])).toEqual([same])
    expect(binHarness.server.calls.count(downloads)).toBe(1)
    expect(facts).toMatchObject([{ result: 'uploaded-and-compared' }])
  })

  it('are not compared with the setting off, and nothing claims more than the size', async () => {
    const { binHarness, facts } = await start(false)
    expect(await harness.uploadFiles([file])).toEqual([sizeOnly])
    expect(binHarness.server.calls.count(downloads)).toBe(0)
    expect(facts).toMatchObject([{ result: 'uploaded-and-verified' }])
  })

  it('are reported as different after the server flipped one', async () => {
    const { binHarness, facts } = await start(true)
    binHarness.server.faults.add(flip)
    expect(await harness.uploadFiles([file])).toEqual([different])
    expect(facts).toMatchObject([{ result: 'not-uploaded', reason: 'came-back-different' }])
    expect(binHarness.server.calls.count({ method: 'DELETE' })).toBe(0)
    expect(binHarness.server.calls.count(mediaCalls)).toBe(1)
  })

  it('are compared again on a retry, which sends nothing', async () => {
    const { binHarness } = await start(true)
    binHarness.server.faults.add(flip)
    const batchId = await harness.addFiles([file])
    await harness.runBatch(batchId)
    harness.queue.retryFailed(batchId)
    await harness.runBatch(batchId)
    expect(harness.queue.outcomes(batchId)).toEqual([different])
    expect(binHarness.server.calls.count(mediaCalls)).toBe(1)
  })

  it('are not compared once only the reserved calls are left', async () => {
    const { binHarness } = await start(true)
    while (binHarness.client.budget().used < 20) await binHarness.findAsset('b.txt')
    // Two listings, two upload calls and the download of the comparison would fit, but a tenth is reserved.
    binHarness.hourlyAllowance = binHarness.client.budget().used + 6
    expect(await harness.uploadFiles([file])).toEqual([sizeOnly])
    expect(binHarness.server.calls.count(downloads)).toBe(0)
  })

  it('are not compared with calls that files of the next round need', async () => {
    const { binHarness } = await start(true)
    const names = Array.from({ length: 25 }, (_, n) => `é${String(n)}.txt`)
    // Two listings and 20 files take 42 calls, five more files 12: some comparisons fit, not all.
    binHarness.hourlyAllowance = binHarness.client.budget().used + 68
    const outcomes = await harness.uploadFiles(names.map((name) => ({ name })))
    const compared = outcomes.filter((outcome) => outcome.state === 'done' && outcome.bytes === 'same')
    expect(new Set(outcomes.map(({ state }) => state))).toEqual(new Set(['done']))
    expect(compared.length).toBeGreaterThan(0)
    expect(compared.length).toBeLessThan(25)
  })

  it.each([
    ['fails', { kind: 'status', status: 404, body: '{}' }],
    ['is a page of a proxy', { kind: 'html', status: 200 }],
    ['is cut', { kind: 'cut-body', afterBytes: 4 }],
    ['ends early without a length', { kind: 'cut-body', afterBytes: 4, framing: 'close' }],
  ] as const)('are not called different if the download %s', async (_, fault) => {
    const { binHarness } = await start(true)
    binHarness.server.faults.add({ match: downloads, fault })
    expect(await harness.uploadFiles([file])).toEqual([sizeOnly])
  })

  it('count as not compared if a stop interrupts the download', async () => {
    const { binHarness } = await start(true)
    binHarness.server.faults.add({ match: downloads, fault: { kind: 'hang', where: 'mid-body' } })
    const stop = new AbortController()
    void binHarness.server.faults.waitFor(downloads).then(() => stop.abort())
    const batchId = await harness.addFiles([file])
    await harness.runBatch(batchId, stop)
    expect(harness.queue.outcomes(batchId)).toEqual([sizeOnly])
  })
})

describe('the bytes of a file that replaces another', () => {
  const replaced = { name: 'b.txt', text: 'new bytes' }

  async function replace(): Promise<string> {
    const plan = await harness.planUpload([replaced])
    const { batchId, question } = await harness.startUpload(plan, ['replace'])
    await harness.confirmReplacement(question)
    await harness.runBatch(batchId)
    return batchId
  }

  it('are compared with the setting off', async () => {
    await start(false)
    expect(harness.queue.outcomes(await replace())).toEqual([same])
  })

  it('are reported as different, and the copy of the old file stays', async () => {
    const { binHarness } = await start(false)
    binHarness.server.faults.add(flip)
    expect(harness.queue.outcomes(await replace())).toEqual([different])
    expect(binHarness.server.calls.count({ method: 'DELETE' })).toBe(1)
    expect((await binHarness.bin.listCopies()).map(({ identity }) => identity.name)).toContain('b.txt')
  })
})

describe('the estimate of a plan', () => {
  it.each([
    ['counts a comparison for each file with the setting on', true, 2],
    ['counts comparisons of files that may replace others with the setting off', false, 1],
  ] as const)('%s', async (_, comparesBytes, comparisons) => {
    await start(comparesBytes)
    const listed = harness.binHarness.server.calls.count(listingCalls)
    const { calls } = await harness.planUpload([file, { name: 'b.txt' }])
    expect(harness.binHarness.server.calls.count(listingCalls)).toBe(listed + 1)
    // Two calls a file, a listing at the start and one at the end of the round.
    expect(calls).toBe(4 + 2 + comparisons)
  })
})
