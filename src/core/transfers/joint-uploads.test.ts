import { afterEach, describe, expect, it } from 'vitest'
import { assertNothingTripped, type Fault, type Switches } from '../../demo-server'
import { nodeHash } from '../../testing/memory-ports'
import {
  attachCalls,
  jointCalls,
  listingCalls,
  mediaCalls,
  toStates,
  UploadHarness,
  type UploadFileSpec,
} from '../../testing/upload-harness'

const sha256 = (text: string): string => nodeHash.sha256(new TextEncoder().encode(text))

let running: UploadHarness | null = null

async function startHarness(switches: Partial<Switches> = {}): Promise<UploadHarness> {
  running = await UploadHarness.start(switches)
  return running
}

afterEach(async () => {
  await running?.binHarness.close()
  running = null
  assertNothingTripped()
})

/** Files of different sizes. */
function specs(count: number, folder = ''): UploadFileSpec[] {
  return Array.from({ length: count }, (_, n) => ({
    name: `n${String(n)}.txt`,
    text: `text ${'x'.repeat(n)}`,
    folder,
  }))
}

async function expectAllStored(harness: UploadHarness, files: readonly UploadFileSpec[]): Promise<void> {
  for (const { name, text, folder = '' } of files) {
    expect(await harness.readStored(name, { relativePath: folder }), name).toBe(text)
  }
}

/** Calls of joint uploads, uploads of one file, and attach calls. */
function countCalls({ binHarness: { server } }: UploadHarness): number[] {
  return [jointCalls, mediaCalls, attachCalls].map((match) => server.calls.count(match))
}

describe('small files of one destination', () => {
  it('cost one call each, and one for each round', async () => {
    const harness = await startHarness()
    const files = specs(45)
    const states = await harness.uploadFiles(files)
    expect(states).toEqual(
      files.map(({ text }) => ({ state: 'done', sha256: sha256(String(text)), as: null })),
    )
    await expectAllStored(harness, files)
    expect(countCalls(harness)).toEqual([3, 0, 45])
    expect(harness.binHarness.server.calls.count(listingCalls)).toBe(4)
  })

  it.each(['token-objects', 'in-result'] as const)(
    'accept tokens in another form (%s)',
    async (jointUpload) => {
      const harness = await startHarness({ jointUpload })
      const files = specs(5, 'ui/menu')
      expect(new Set(toStates(await harness.uploadFiles(files)))).toEqual(new Set(['done']))
      await expectAllStored(harness, files)
      expect(countCalls(harness)).toEqual([1, 0, 5])
    },
  )

  it.each(['location', 'empty'] as const)(
    'are checked by a listing after an incomplete response (%s)',
    async (attachAnswer) => {
      const harness = await startHarness({ attachAnswer })
      const files = specs(5)
      expect(new Set(toStates(await harness.uploadFiles(files)))).toEqual(new Set(['done']))
      await expectAllStored(harness, files)
      expect(countCalls(harness)).toEqual([1, 0, 5])
      const segmentListings = { method: 'GET', path: /\/assets\/2\/list/ } as const
      expect(harness.binHarness.server.calls.count(segmentListings)).toBe(1)
    },
  )

  it('report their bytes while they are sent', async () => {
    const harness = await startHarness()
    const sending: string[] = []
    const attached = harness.binHarness.server.faults.waitFor(attachCalls).then(() => {
      sending.push(...harness.queue.reported.filter((line) => line.endsWith(' sending')))
    })
    await harness.uploadFiles(specs(3))
    await attached
    expect(new Set(sending).size).toBe(3)
  })

  it.each<[string, UploadFileSpec[]]>([
    ['of two folders', [...specs(2, 'a'), ...specs(2, 'b')]],
    ['of two languages', [...specs(2), ...specs(2).map((spec) => ({ ...spec, locale: 'de' }))]],
    ['with names beyond ASCII', ['é.txt', '港.txt', '😀.txt'].map((name) => ({ name }))],
    [
      'with quotes and the like in their names',
      ['a"b.txt', "a'b.txt", 'a%41.txt', 'a;b.txt', 'a+b.txt'].map((name) => ({ name })),
    ],
    ['with names that a disk may change', ['.a', ' b', 'c.', 'd '].map((name) => ({ name }))],
    ['that are large', specs(3).map(({ name }) => ({ name, text: new Uint8Array(1_048_577) }))],
    ['that are empty', specs(3).map(({ name }) => ({ name, text: '' }))],
    ['that are two', specs(2)],
  ])('are sent one by one if they are files %s', async (_, files) => {
    const harness = await startHarness()
    expect(new Set(toStates(await harness.uploadFiles(files)))).toEqual(new Set(['done']))
    expect(countCalls(harness)).toEqual([0, files.length, files.length])
  })

  it('stay below the request limit of the platform', async () => {
    const harness = await startHarness()
    const files = specs(6).map(({ name }, n) => ({ name, text: new Uint8Array(1_000_000 + n) }))
    expect(new Set(toStates(await harness.uploadFiles(files)))).toEqual(new Set(['done']))
    // Three fit below 4 MB; the other three follow.
    expect(countCalls(harness)).toEqual([2, 0, 6])
    for (const { headers } of harness.binHarness.server.calls.filter(jointCalls)) {
      expect(Number(headers['content-length'])).toBeLessThan(4 * 1024 * 1024)
    }
  })
})

describe('a platform without joint uploads', () => {
  it.each(['400', '404', '405', '501'] as const)('is asked once per connection (%s)', async (jointUpload) => {
    const harness = await startHarness({ jointUpload })
    const files = specs(25)
    expect(new Set(toStates(await harness.uploadFiles(files)))).toEqual(new Set(['done']))
    await expectAllStored(harness, files)
    expect(countCalls(harness)).toEqual([1, 25, 25])
    expect(new Set(toStates(await harness.uploadFiles(specs(3, 'later'))))).toEqual(new Set(['done']))
    expect(countCalls(harness)).toEqual([1, 28, 28])
  })
})

const page: Fault = { kind: 'html', status: 200 }

describe('an unclear response to a joint upload', () => {
  it.each<[string, Fault]>([
    ['that misses a token', { kind: 'joint-tokens', tokens: 'one-missing' }],
    ['with a token too many', { kind: 'joint-tokens', tokens: 'one-extra' }],
    ['with one token for all', { kind: 'joint-tokens', tokens: 'repeated' }],
    ['with blank tokens', { kind: 'joint-tokens', tokens: 'blank' }],
    ['of another kind', page],
    ['without tokens', { kind: 'status', status: 200, body: '{"tokens":null}' }],
    ['with numbers', { kind: 'status', status: 200, body: '{"tokens":[1,2,3,4]}' }],
    ['before the bytes were received', { kind: 'status', status: 200, body: '{"tokens":["a","b","c","d"]}' }],
    ['that fails', { kind: 'status', status: 500, afterWork: true }],
    ['that refuses the size', { kind: 'html', status: 413 }],
  ])('is not used (%s)', async (_, fault) => {
    const harness = await startHarness({ sameNameUpload: 'overwrite' })
    harness.binHarness.server.faults.add({ match: jointCalls, fault })
    const files = specs(4)
    expect(new Set(toStates(await harness.uploadFiles(files)))).toEqual(new Set(['done']))
    await expectAllStored(harness, files)
    const [joint, single] = countCalls(harness)
    expect([joint, single]).toEqual([1, 4])
  })

  it('with names in another order is not used', async () => {
    const harness = await startHarness({ jointUpload: 'token-objects' })
    harness.binHarness.server.faults.add({
      match: jointCalls,
      fault: { kind: 'joint-tokens', tokens: 'reversed' },
    })
    const files = specs(4)
    expect(new Set(toStates(await harness.uploadFiles(files)))).toEqual(new Set(['done']))
    await expectAllStored(harness, files)
    expect(countCalls(harness)).toEqual([1, 4, 4])
  })

  it.each(['asset', 'empty'] as const)(
    'with tokens in another order stores each file once, under its own name (%s)',
    async (attachAnswer) => {
      const harness = await startHarness({ attachAnswer, sameNameUpload: 'rename' })
      harness.binHarness.server.faults.add({
        match: jointCalls,
        fault: { kind: 'joint-tokens', tokens: 'reversed' },
      })
      const files = specs(4)
      expect(await harness.uploadFiles(files)).toEqual(
        files.map(({ text }) => ({ state: 'done', sha256: sha256(String(text)), as: null })),
      )
      await expectAllStored(harness, files)
      expect(await harness.readStored('n3 (1).txt')).toBeNull()
      // The first token stored the last file, so only the other three are sent alone.
      expect(countCalls(harness)).toEqual([1, 3, 4])
      await harness.uploadFiles(specs(3, 'later'))
      expect(harness.binHarness.server.calls.count(jointCalls)).toBe(1)
    },
  )

  it('with tokens that the attach call refuses sends the files one by one', async () => {
    const harness = await startHarness()
    harness.binHarness.server.faults.add({
      match: jointCalls,
      fault: { kind: 'joint-tokens', tokens: 'unknown' },
    })
    const files = specs(4)
    expect(new Set(toStates(await harness.uploadFiles(files)))).toEqual(new Set(['done']))
    await expectAllStored(harness, files)
    expect(countCalls(harness)).toEqual([1, 4, 5])
  })
})

describe('a joint upload', () => {
  it.each<[string, Fault]>([
    ['a 429', { kind: 'throttle' }],
    ['an expired session', { kind: 'token-dies', status: 400 }],
  ])('is repeated after %s', async (_, fault) => {
    const harness = await startHarness()
    harness.binHarness.server.faults.add({ match: { ...jointCalls, nth: 1 }, fault })
    const files = specs(4)
    expect(new Set(toStates(await harness.uploadFiles(files)))).toEqual(new Set(['done']))
    await expectAllStored(harness, files)
    expect(countCalls(harness)).toEqual([2, 0, 4])
  })

  it('keeps its tokens while an attach call is throttled', async () => {
    const harness = await startHarness()
    harness.binHarness.server.faults.add({ match: { ...attachCalls, nth: 2 }, fault: { kind: 'throttle' } })
    const files = specs(4)
    expect(new Set(toStates(await harness.uploadFiles(files)))).toEqual(new Set(['done']))
    expect(countCalls(harness)).toEqual([1, 0, 5])
  })

  it('is given up for single uploads if it keeps failing', async () => {
    const harness = await startHarness()
    harness.binHarness.server.faults.add({ match: jointCalls, fault: { kind: 'drop', when: 'before-work' } })
    const files = specs(4)
    expect(new Set(toStates(await harness.uploadFiles(files)))).toEqual(new Set(['done']))
    expect(countCalls(harness)).toEqual([2, 4, 4])
  })

  it('leaves a changed source out, which is reported', async () => {
    const harness = await startHarness()
    const batch = await harness.addFiles(specs(4))
    harness.local.put('/home/me//n1.txt', 'another', 2)
    await harness.runBatch(batch)
    expect(toStates(harness.queue.outcomes(batch))).toEqual(['done', 'source-changed', 'done', 'done'])
    expect(countCalls(harness)).toEqual([1, 0, 3])
  })

  it('attaches nothing if a source changes while it is sent, and the others are sent one by one', async () => {
    const harness = await startHarness()
    const files = specs(4).map(({ name }, n) => ({ name, text: new Uint8Array(80_000 + n) }))
    harness.local.onRead = (path, from) => {
      if (path.includes('n2') && from === 32 * 1024) harness.local.put(path, new Uint8Array(20_000), 2)
    }
    expect(toStates(await harness.uploadFiles(files))).toEqual(['done', 'done', 'source-changed', 'done'])
    expect(await harness.readStored('n2.txt')).toBeNull()
  })

  it('skips a file that someone else uploaded, and does not use the tokens after it', async () => {
    const harness = await startHarness({ sameNameUpload: 'overwrite' })
    const arrived = harness.binHarness.server.faults.waitFor(attachCalls)
    const release = harness.binHarness.server.faults.hold(attachCalls)
    const uploading = harness.uploadFiles(specs(4))
    await arrived
    await harness.putAsOther('n1.txt', 'theirs')
    harness.binHarness.clock.advance(31_000)
    release()
    expect(toStates(await uploading)).toEqual(['done', 'name-taken', 'done', 'done'])
    expect(await harness.readStored('n1.txt')).toBe('theirs')
    expect(countCalls(harness)).toEqual([1, 2, 3])
  })

  it('is aborted by a stop, attaches nothing, and is resumed', async () => {
    const harness = await startHarness()
    const stop = new AbortController()
    const files = specs(4)
    const batch = await harness.addFiles(files)
    harness.local.onRead = (path) => {
      if (path.includes('n2')) stop.abort()
    }
    expect(await harness.runBatch(batch, stop)).toBe('ended')
    expect(new Set(toStates(harness.queue.outcomes(batch)))).toEqual(new Set(['waiting']))
    expect(harness.binHarness.server.calls.count(attachCalls)).toBe(0)
    harness.local.onRead = () => undefined
    await harness.runBatch(batch)
    expect(new Set(toStates(harness.queue.outcomes(batch)))).toEqual(new Set(['done']))
    await expectAllStored(harness, files)
  })

  it('is resumed after a crash between two attach calls', async () => {
    const harness = await startHarness({ sameNameUpload: 'rename' })
    const files = specs(4)
    const batch = await harness.addFiles(files)
    const match = { ...attachCalls, nth: 3 }
    const remove = harness.binHarness.server.faults.add({
      match,
      fault: { kind: 'hang', where: 'before-headers' },
    })
    void harness.runBatch(batch)
    await expect.poll(() => harness.binHarness.server.calls.count(attachCalls)).toBe(3)
    await expect.poll(() => harness.readStored('n2.txt')).not.toBeNull()
    harness.queue.restart()
    remove()
    await harness.runBatch(batch)
    expect(new Set(toStates(harness.queue.outcomes(batch)))).toEqual(new Set(['done']))
    await expectAllStored(harness, files)
    expect(await harness.readStored('n0 (1).txt')).toBeNull()
    expect(harness.binHarness.server.calls.count(attachCalls)).toBe(4)
  })

  it('is as large as the hour allows, without its reserve', async () => {
    const harness = await startHarness()
    harness.binHarness.hourlyAllowance = 20
    harness.binHarness.clock.isFrozen = true
    const sent = new Set<string>()
    harness.local.onRead = (path) => void sent.add(path)
    const batch = await harness.addFiles(specs(18))
    const stop = new AbortController()
    const outcome = harness.runBatch(batch, stop)
    const { client } = harness.binHarness.open
    await expect.poll(() => client.waitingUntil()).not.toBeNull()
    // The listing, the joint call and 16 attach calls leave the reserve of two calls, which the closing listing may use.
    expect(countCalls(harness)).toEqual([1, 0, 16])
    expect(sent.size).toBe(16)
    expect(toStates(harness.queue.outcomes(batch)).filter((state) => state === 'done')).toHaveLength(16)
    stop.abort()
    await outcome
  })
})
