import { afterEach, describe, expect, it } from 'vitest'
import { assertNothingTripped, type Fault, type Switches } from '../../demo-server'
import type { HttpTimeouts } from '../ports'
import { binContext } from '../../testing/recycle-bin-harness'
import { nodeHash } from '../../testing/memory-ports'
import type { MemoryLocalFiles } from '../../testing/memory-transfers'
import { attachCalls, listingCalls, mediaCalls, toStates, UploadHarness } from '../../testing/upload-harness'

const sha256 = (text: string): string => nodeHash.sha256(new TextEncoder().encode(text))

let running: UploadHarness | null = null

async function startHarness(
  switches: Partial<Switches> = {},
  timeouts?: HttpTimeouts,
): Promise<UploadHarness> {
  running = await UploadHarness.start(switches, timeouts)
  return running
}

afterEach(async () => {
  await running?.binHarness.close()
  running = null
  assertNothingTripped()
})

describe('an upload', () => {
  it('stores the bytes, verifies them, reports their hash, and refreshes the view', async () => {
    const harness = await startHarness()
    const spec = { name: '#1 100%.txt', text: 'new', locale: 'de', folder: 'ui/menu' }
    expect(await harness.uploadFiles([spec])).toEqual([{ state: 'done', sha256: sha256('new'), as: null }])
    expect(await harness.readStored('#1 100%.txt', { locale: 'de', relativePath: 'ui/menu' })).toBe('new')
    expect(harness.refreshes).toMatchObject([{ segmentIds: [2] }])
    expect(harness.refreshes[0]?.assets.map(({ name }) => name)).toContain('#1 100%.txt')
    expect(harness.facts).toMatchObject([
      { act: 'upload', result: 'uploaded-and-verified', reason: null, answer: '', sha256: sha256('new') },
    ])
  })

  it('costs two calls per file that is sent alone, and a listing for every twenty', async () => {
    const harness = await startHarness({ hourlyAllowance: 5_000, jointUpload: '404' })
    const specs = Array.from({ length: 500 }, (_, n) => ({ name: `n${String(n)}.txt` }))
    const states = await harness.uploadFiles(specs)
    expect(new Set(toStates(states))).toEqual(new Set(['done']))
    expect(harness.binHarness.server.calls.count(mediaCalls)).toBe(500)
    expect(harness.binHarness.server.calls.count(attachCalls)).toBe(500)
    expect(harness.binHarness.server.calls.count(listingCalls)).toBe(26)
    // The last call is the listing that verifies the last round.
    const calls = harness.binHarness.server.calls.filter({}).map(({ path }) => path)
    expect(calls.at(-1)).toMatch(/\/assets\/list/)
  }, 120_000)

  it('sends a large file in a separate round', async () => {
    const harness = await startHarness({}, { connectMs: 10_000, firstByteMs: 10_000, idleMs: 10_000 })
    const large = new Uint8Array(65 * 1024 * 1024)
    const states = await harness.uploadFiles([{ name: 'a' }, { name: 'large', text: large }, { name: 'b' }])
    expect(toStates(states)).toEqual(['done', 'done', 'done'])
    expect(harness.binHarness.server.calls.count(listingCalls)).toBe(4)
  })

  it('verifies early over a slow connection, before twenty files are sent', async () => {
    const harness = await startHarness()
    harness.local.onRead = (_, from) => {
      if (from === 0) harness.binHarness.clock.advance(8_000)
    }
    const specs = Array.from({ length: 6 }, (_, n) => ({ name: `é${String(n)}.txt` }))
    expect(new Set(toStates(await harness.uploadFiles(specs)))).toEqual(new Set(['done']))
    expect(harness.binHarness.server.calls.count(listingCalls)).toBe(1 + 3)
  })

  it('verifies what was sent before it waits for quota', async () => {
    const harness = await startHarness()
    harness.binHarness.hourlyAllowance = 14
    harness.binHarness.clock.isFrozen = true
    const batch = await harness.addFiles(
      Array.from({ length: 10 }, (_, n) => ({ name: `é${String(n)}.txt` })),
    )
    const running = harness.runBatch(batch)
    const done = (): number =>
      toStates(harness.queue.outcomes(batch)).filter((state) => state === 'done').length
    await expect.poll(() => harness.binHarness.client.waitingUntil()).not.toBeNull()
    await expect.poll(done).toBe(harness.binHarness.server.calls.count(attachCalls))
    expect(done()).toBeGreaterThan(3)
    harness.binHarness.clock.isFrozen = false
    harness.binHarness.clock.advance(2 * 3_600_000)
    await running
    expect(done()).toBe(10)
  })

  it.each([
    ['accepted', 'done'],
    ['400', 'server-refused'],
  ] as const)('reports an empty file as the server handles it (%s)', async (emptyFileUpload, state) => {
    const harness = await startHarness({ emptyFileUpload })
    const [outcome] = await harness.uploadFiles([{ name: 'nothing.txt', text: '' }])
    expect(toStates(outcome === undefined ? [] : [outcome])).toEqual([state])
  })

  it('keeps the error message of the server', async () => {
    const harness = await startHarness({ uploadLimitBytes: 2 })
    expect(await harness.uploadFiles([{ name: 'a.txt' }])).toEqual([
      { state: 'failed', problem: 'server-refused', detail: 'The file exceeds the maximum size.' },
    ])
    expect(harness.facts).toMatchObject([
      { result: 'not-uploaded', answer: 'The file exceeds the maximum size.', sha256: null },
    ])
  })

  it('finds its file if the server spells the folder differently', async () => {
    const harness = await startHarness({ classicSeparator: '\\' })
    expect(toStates(await harness.uploadFiles([{ name: 'a.txt', folder: 'ui/menu' }]))).toEqual(['done'])
  })

  it('continues with the next file after a failure', async () => {
    const harness = await startHarness()
    harness.binHarness.server.faults.add({
      match: { ...mediaCalls, nth: 2 },
      fault: { kind: 'status', status: 400, body: '{}' },
    })
    expect(toStates(await harness.uploadFiles([{ name: 'é' }, { name: 'è' }, { name: 'ê' }]))).toEqual([
      'done',
      'server-refused',
      'done',
    ])
  })

  it('sends nothing over a read-only connection', async () => {
    const harness = await startHarness()
    harness.isReadOnly = true
    expect(toStates(await harness.uploadFiles([{ name: 'a.txt' }]))).toEqual(['connection-read-only'])
    expect(harness.binHarness.server.calls.count(mediaCalls)).toBe(0)
  })

  it('attaches nothing if the connection becomes read-only while the bytes are sent', async () => {
    const harness = await startHarness()
    harness.local.onRead = () => void (harness.isReadOnly = true)
    expect(toStates(await harness.uploadFiles([{ name: 'a.txt' }, { name: 'c.txt' }]))).toEqual([
      'connection-read-only',
      'connection-read-only',
    ])
    expect(harness.binHarness.server.calls.count(mediaCalls)).toBe(1)
    expect(harness.binHarness.server.calls.count(attachCalls)).toBe(0)
  })

  it('compares each file of a long round with the last listing before it', async () => {
    const harness = await startHarness({ classicSeparator: '\\' })
    harness.local.onRead = (path, from) => {
      if (from === 0 && path.includes('two')) harness.binHarness.clock.advance(31_000)
    }
    const specs = ['one.txt', 'two.txt'].map((name) => ({ name, folder: 'ui/menu' }))
    expect(toStates(await harness.uploadFiles(specs))).toEqual(['done', 'done'])
  })
})

describe('an upload to a taken destination', () => {
  it.each(['overwrite', '400', 'rename'] as const)(
    'sends nothing, whatever the server would do (%s)',
    async (sameNameUpload) => {
      const harness = await startHarness({ sameNameUpload })
      expect(await harness.uploadFiles([{ name: 'B.TXT' }])).toMatchObject([
        { state: 'name-taken', there: [{ name: 'b.txt', size: 200_000 }] },
      ])
      expect(harness.binHarness.server.calls.count(mediaCalls)).toBe(0)
      expect(harness.facts).toEqual([])
    },
  )

  it('attaches nothing if someone else uploaded there while the bytes were sent', async () => {
    const harness = await startHarness()
    harness.local.onRead = async (_, from) => {
      if (from > 0) return
      harness.binHarness.clock.advance(31_000)
      await harness.putAsOther('a.txt', 'theirs')
    }
    expect(await harness.uploadFiles([{ name: 'a.txt' }])).toMatchObject([
      { state: 'name-taken', there: [{ name: 'a.txt', size: 6 }] },
    ])
    expect(await harness.readStored('a.txt')).toBe('theirs')
    expect(harness.binHarness.server.calls.count(attachCalls)).toBe(0)
  })

  it('attaches nothing if someone else uploaded there during a long throttle pause', async () => {
    const harness = await startHarness({ sameNameUpload: 'overwrite' })
    const { clock, server, open } = harness.binHarness
    harness.local.onRead = async () => {
      harness.local.onRead = () => undefined
      clock.isFrozen = true
      // Another call of the app is throttled for half an hour.
      server.faults.add({
        match: { ...listingCalls, times: 1 },
        fault: { kind: 'throttle', retryAfter: 1_800 },
      })
      void open.client.listSegments(binContext, [2]).catch(() => undefined)
      await expect.poll(() => open.client.waitingUntil()).not.toBeNull()
    }
    const batch = await harness.addFiles([{ name: 'a.txt', text: 'mine' }])
    const running = harness.runBatch(batch)
    // The pause, the throttled call, and the attach call that waits.
    await expect.poll(() => clock.sleepTimes.filter((ms) => ms > 1_000_000).length).toBe(3)
    expect(server.calls.count(mediaCalls)).toBe(1)
    await harness.putAsOther('a.txt', 'theirs')
    clock.isFrozen = false
    clock.advance(1_900_000)
    await running
    expect(await harness.readStored('a.txt')).toBe('theirs')
    expect(toStates(harness.queue.outcomes(batch))).toEqual(['name-taken'])
    expect(server.calls.count(attachCalls)).toBe(0)
  })

  it('is sent after a long pause if the destination is still free', async () => {
    const harness = await startHarness()
    harness.binHarness.server.faults.add({
      match: { ...attachCalls, nth: 1 },
      fault: { kind: 'throttle', retryAfter: 1_800 },
    })
    expect(toStates(await harness.uploadFiles([{ name: 'a.txt' }, { name: 'c.txt' }]))).toEqual([
      'done',
      'done',
    ])
  })

  it('does not send the second of two files with one name', async () => {
    const harness = await startHarness()
    const specs = [
      { name: 'x.txt', text: 'one' },
      { name: 'X.TXT', text: 'three' },
    ]
    expect(toStates(await harness.uploadFiles(specs))).toEqual(['done', 'name-taken'])
    expect(await harness.readStored('x.txt')).toBe('one')
  })

  it('does not claim a file that someone else uploaded there first', async () => {
    const harness = await startHarness({ sameNameUpload: 'rename' })
    const arrived = harness.binHarness.server.faults.waitFor(attachCalls)
    const release = harness.binHarness.server.faults.hold(attachCalls)
    const uploading = harness.uploadFiles([{ name: 'a.txt', text: 'mine!' }])
    await arrived
    await harness.putAsOther('a.txt', 'theirs')
    release()
    // The file at the destination belongs to someone else.
    expect(toStates(await uploading)).toEqual(['came-back-different'])
    expect(await harness.readStored('a.txt')).toBe('theirs')
    expect(await harness.readStored('a (1).txt')).toBe('mine!')
  })
})

describe('a changed source', () => {
  it.each<[string, (local: MemoryLocalFiles) => void]>([
    ['source-changed', (local) => void local.put('/home/me//a.txt', 'another', 2)],
    ['source-vanished', (local) => local.remove('/home/me//a.txt')],
    ['source-unreadable', (local) => void (local.unreadable = true)],
  ])('is reported before a byte is sent: %s', async (problem, change) => {
    const harness = await startHarness()
    const batch = await harness.addFiles([{ name: 'a.txt' }])
    change(harness.local)
    await harness.runBatch(batch)
    expect(toStates(harness.queue.outcomes(batch))).toEqual([problem])
    expect(harness.binHarness.server.calls.count(mediaCalls)).toBe(0)
  })

  it.each([
    ['grows', 'source-changed', new Uint8Array(90_000)],
    ['shrinks', 'source-changed', new Uint8Array(20_000)],
    ['vanishes', 'source-vanished', null],
  ] as const)('is never attached if it %s while it is sent', async (_, problem, later) => {
    const harness = await startHarness()
    harness.local.onRead = (path, from) => {
      if (from !== 32 * 1024) return
      if (later === null) harness.local.remove(path)
      else harness.local.put(path, later, 2)
    }
    expect(toStates(await harness.uploadFiles([{ name: 'a.bin', text: new Uint8Array(80_000) }]))).toEqual([
      problem,
    ])
    expect(harness.binHarness.server.calls.count(attachCalls)).toBe(0)
    expect(await harness.readStored('a.bin')).toBeNull()
  })
})

describe('a server fault', () => {
  it.each<[string, Fault, string]>([
    ['an error before the work', { kind: 'status', status: 500 }, 'server-error'],
    ['an error after the work', { kind: 'status', status: 500, afterWork: true }, 'server-error'],
    ['an HTML page', { kind: 'html', status: 200 }, 'answer-unexpected'],
    ['a hang', { kind: 'hang', where: 'before-headers' }, 'timed-out'],
    ['a truncated response', { kind: 'cut-body', afterBytes: 3, framing: 'length' }, 'answer-cut'],
  ])('in the media call attaches nothing: %s', async (_, fault, problem) => {
    const harness = await startHarness()
    harness.binHarness.server.faults.add({ match: mediaCalls, fault })
    expect(toStates(await harness.uploadFiles([{ name: 'a.txt' }]))).toEqual([problem])
    expect(harness.binHarness.server.calls.count(attachCalls)).toBe(0)
    expect(await harness.readStored('a.txt')).toBeNull()
  })

  it.each<[string, Fault, string]>([
    ['an error before the work', { kind: 'status', status: 500 }, 'server-error'],
    ['an error after the work', { kind: 'status', status: 500, afterWork: true }, 'done'],
    ['a hang before the work', { kind: 'hang', where: 'before-work' }, 'timed-out'],
    ['a hang after the work', { kind: 'hang', where: 'before-headers' }, 'done'],
    ['a connection lost before the work', { kind: 'drop', when: 'before-work' }, 'unreachable'],
    ['a connection lost after the work', { kind: 'drop', when: 'after-work' }, 'done'],
    ['a false success', { kind: 'status', status: 200, body: '{}' }, 'not-listed'],
    ['a refusal', { kind: 'status', status: 400, body: '{}' }, 'server-refused'],
  ])('in the attach call is settled by the listing: %s', async (_, fault, problem) => {
    const harness = await startHarness()
    harness.binHarness.server.faults.add({ match: attachCalls, fault })
    expect(toStates(await harness.uploadFiles([{ name: 'a.txt' }]))).toEqual([problem])
    expect(harness.binHarness.server.calls.count(attachCalls)).toBe(1)
    expect((await harness.readStored('a.txt')) !== null).toBe(problem === 'done')
  })

  it.each([
    ['the media call', mediaCalls],
    ['the attach call', attachCalls],
    ['the first listing', listingCalls],
  ])('of status 429 for %s is retried after the pause', async (_, match) => {
    const harness = await startHarness()
    harness.binHarness.server.faults.add({ match: { ...match, nth: 1 }, fault: { kind: 'throttle' } })
    expect(toStates(await harness.uploadFiles([{ name: 'a.txt' }, { name: 'c.txt' }]))).toEqual([
      'done',
      'done',
    ])
  })

  it('of status 429 causes a new listing, which finds an upload by someone else, even of the same size', async () => {
    const harness = await startHarness()
    harness.binHarness.server.faults.add({ match: { ...attachCalls, nth: 1 }, fault: { kind: 'throttle' } })
    void harness.binHarness.server.faults
      .waitFor(attachCalls)
      .then(() => harness.putAsOther('a.txt', 'yours'))
    expect(toStates(await harness.uploadFiles([{ name: 'a.txt', text: 'mine!' }]))).toEqual(['name-taken'])
    expect(await harness.readStored('a.txt')).toBe('yours')
  })

  it.each([mediaCalls, attachCalls])(
    'that expires the session token is recovered from, and all bytes are sent (%o)',
    async (step) => {
      const harness = await startHarness()
      harness.binHarness.server.faults.add({
        match: { ...step, nth: 1 },
        fault: { kind: 'token-dies', status: 400 },
      })
      expect(await harness.uploadFiles([{ name: 'a.txt', text: 'whole' }])).toEqual([
        { state: 'done', sha256: sha256('whole'), as: null },
      ])
      expect(await harness.readStored('a.txt')).toBe('whole')
    },
  )

  it('that rejects an expired media token is reported with its message', async () => {
    const harness = await startHarness({ mediaToken: 'expiring', mediaTokenLifeMs: 0 })
    expect(await harness.uploadFiles([{ name: 'a.txt' }])).toMatchObject([
      { state: 'failed', problem: 'server-refused', detail: expect.any(String) as string },
    ])
  })

  it('in the closing listing is reported as not checked', async () => {
    const harness = await startHarness()
    harness.binHarness.server.faults.add({
      match: { ...listingCalls, nth: 2, every: 1 },
      fault: { kind: 'status', status: 500 },
    })
    expect(toStates(await harness.uploadFiles([{ name: 'a.txt' }]))).toEqual(['not-checked'])
    expect(harness.facts).toMatchObject([{ result: 'not-checked' }])
  })
})

describe('a server that cannot be reached', () => {
  it('requeues all files if it is lost before the first listing', async () => {
    const harness = await startHarness()
    const batch = await harness.addFiles([{ name: 'a.txt' }, { name: 'c.txt' }])
    await harness.binHarness.server.close()
    expect(await harness.runBatch(batch)).toBe('offline')
    expect(toStates(harness.queue.outcomes(batch))).toEqual(['waiting', 'waiting'])
  })

  it('gets the file again if the connection broke only once', async () => {
    const harness = await startHarness()
    harness.binHarness.server.faults.add({
      match: { ...mediaCalls, nth: 1 },
      fault: { kind: 'drop', when: 'before-work' },
    })
    expect(toStates(await harness.uploadFiles([{ name: 'a.txt' }, { name: 'c.txt' }]))).toEqual([
      'done',
      'done',
    ])
    expect(harness.binHarness.server.calls.count(attachCalls)).toBe(2)
  })

  it('is not assumed if only one file breaks the connection each time', async () => {
    const harness = await startHarness()
    harness.binHarness.server.faults.add({
      match: { ...mediaCalls, path: /filename=bad/ },
      fault: { kind: 'drop', when: 'before-work' },
    })
    expect(toStates(await harness.uploadFiles([{ name: 'bad' }, { name: 'good' }]))).toEqual([
      'unreachable',
      'done',
    ])
  })

  it('leaves sent files unverified without a closing listing, and the next run verifies them', async () => {
    const harness = await startHarness()
    harness.binHarness.server.faults.add({
      match: { ...listingCalls, nth: 2, every: 1 },
      fault: { kind: 'drop', when: 'before-work' },
    })
    const batch = await harness.addFiles([{ name: 'a.txt', text: 'sent' }])
    expect(await harness.runBatch(batch)).toBe('offline')
    expect(toStates(harness.queue.outcomes(batch))).toEqual(['waiting'])
    harness.binHarness.server.faults.clear()
    expect(await harness.runBatch(batch)).toBe('ended')
    expect(harness.queue.outcomes(batch)).toEqual([{ state: 'done', sha256: sha256('sent'), as: null }])
    expect(harness.binHarness.server.calls.count(attachCalls)).toBe(1)
  })
})

const attachUnanswered = { match: attachCalls, fault: { kind: 'hang', where: 'before-headers' } } as const
const attachIgnored = { match: attachCalls, fault: { kind: 'hang', where: 'before-work' } } as const
const listingIgnored = { match: listingCalls, fault: { kind: 'hang', where: 'before-work' } } as const

describe('a stopped run', () => {
  it('aborts sending, attaches nothing, and can be resumed', async () => {
    const harness = await startHarness()
    const stop = new AbortController()
    harness.local.onRead = (_, from) => {
      if (from > 0) stop.abort()
    }
    const batch = await harness.addFiles([
      { name: 'a.bin', text: new Uint8Array(400_000) },
      { name: 'c.txt' },
    ])
    expect(await harness.runBatch(batch, stop)).toBe('ended')
    expect(toStates(harness.queue.outcomes(batch))).toEqual(['waiting', 'waiting'])
    expect(harness.binHarness.server.calls.count(attachCalls)).toBe(0)
    harness.local.onRead = () => undefined
    await harness.runBatch(batch)
    expect(toStates(harness.queue.outcomes(batch))).toEqual(['done', 'done'])
  })

  it('finishes the attach call, and verifies what was sent', async () => {
    const harness = await startHarness()
    const stop = new AbortController()
    void harness.binHarness.server.faults.waitFor(attachCalls).then(() => stop.abort())
    const batch = await harness.addFiles([{ name: 'a.txt' }, { name: 'c.txt' }])
    await harness.runBatch(batch, stop)
    expect(toStates(harness.queue.outcomes(batch))).toEqual(['done', 'waiting'])
  })

  it.each([
    ['leaves the attach call unanswered, and the listing proves the upload', [attachUnanswered], 'done'],
    ['leaves the attach call unanswered and attaches nothing', [attachIgnored], 'waiting'],
    ['answers neither the attach call nor the listing', [attachUnanswered, listingIgnored], 'waiting'],
  ] as const)('ends although the server %s', async (_, faults, state) => {
    const patient = { connectMs: 60_000, firstByteMs: 60_000, idleMs: 60_000 }
    const harness = await startHarness({}, patient)
    const { server, clock } = harness.binHarness
    const stop = new AbortController()
    const batch = await harness.addFiles([{ name: 'a.txt' }])
    const attached = server.faults.waitFor(attachCalls).then(() => {
      for (const rule of faults) if (rule.match === listingCalls) server.faults.add(rule)
    })
    for (const rule of faults) if (rule.match === attachCalls) server.faults.add(rule)
    const outcome = harness.runBatch(batch, stop)
    await attached
    const listed = server.faults.waitFor(listingCalls)
    stop.abort()
    clock.advance(3_000)
    await listed
    if (faults.length > 1) clock.advance(4_000)
    await outcome
    expect(toStates(harness.queue.outcomes(batch))).toEqual([state])
    server.faults.clear()
    await harness.runBatch(batch)
    expect(toStates(harness.queue.outcomes(batch))).toEqual(['done'])
    expect(await harness.readStored('a.txt')).toBe('text of a.txt')
  })

  it('stops waiting for quota, and leaves the reserve untouched', async () => {
    const harness = await startHarness()
    const { client } = harness.binHarness.open
    const batchId = await harness.addFiles([{ name: 'a.txt' }])
    // The run's listing is the last call before the reserve.
    while (client.budget().used < 17) await harness.binHarness.findAsset('a.txt')
    harness.binHarness.hourlyAllowance = 20
    harness.binHarness.clock.isFrozen = true
    const stop = new AbortController()
    const outcome = harness.runBatch(batchId, stop)
    await expect.poll(() => client.waitingUntil()).not.toBeNull()
    expect(harness.binHarness.server.calls.count(mediaCalls)).toBe(0)
    stop.abort()
    await outcome
    expect(toStates(harness.queue.outcomes(batchId))).toEqual(['waiting'])
  })

  it('stops waiting for a throttling server', async () => {
    const harness = await startHarness()
    const stop = new AbortController()
    harness.binHarness.server.faults.add({ match: mediaCalls, fault: { kind: 'throttle' } })
    void harness.binHarness.server.faults.waitFor(mediaCalls).then(() => stop.abort())
    const batch = await harness.addFiles([{ name: 'a.txt' }])
    await harness.runBatch(batch, stop)
    expect(toStates(harness.queue.outcomes(batch))).toEqual(['waiting'])
  })
})

describe('the next attempt', () => {
  it('recognizes a file that was attached before a crash', async () => {
    const harness = await startHarness()
    const batch = await harness.addFiles([{ name: 'a.txt', text: 'mine!' }])
    await attachThenCrash(harness, batch)
    await harness.runBatch(batch)
    expect(harness.queue.outcomes(batch)).toEqual([{ state: 'done', sha256: sha256('mine!'), as: null }])
    expect(harness.binHarness.server.calls.count(attachCalls)).toBe(1)
  })

  it('leaves another file alone that came to the destination after a crash', async () => {
    const harness = await startHarness()
    const batch = await harness.addFiles([{ name: 'a.txt', text: 'mine!' }])
    await attachThenCrash(harness, batch)
    await harness.putAsOther('a.txt', 'somebody else’s')
    await harness.runBatch(batch)
    expect(toStates(harness.queue.outcomes(batch))).toEqual(['name-taken'])
  })

  it('sends a file again that was not attached before a crash', async () => {
    const harness = await startHarness()
    const batch = await harness.addFiles([{ name: 'a.txt' }])
    const arrived = harness.binHarness.server.faults.waitFor(attachCalls)
    const removeFault = harness.binHarness.server.faults.add({
      match: attachCalls,
      fault: { kind: 'drop', when: 'before-work' },
    })
    void harness.runBatch(batch)
    await arrived
    harness.queue.restart()
    removeFault()
    await harness.runBatch(batch)
    expect(toStates(harness.queue.outcomes(batch))).toEqual(['done'])
  })

  it('leaves a file of the same size alone if the server had rejected the attach call', async () => {
    const harness = await startHarness()
    const refusal = { kind: 'status', status: 400, body: '{}' } as const
    harness.binHarness.server.faults.add({ match: { ...attachCalls, nth: 1 }, fault: refusal })
    const batch = await harness.addFiles([{ name: 'a.txt', text: 'mine!' }])
    await harness.runBatch(batch)
    expect(toStates(harness.queue.outcomes(batch))).toEqual(['server-refused'])
    await harness.putAsOther('a.txt', 'yours')
    harness.queue.retryFailed(batch)
    await harness.runBatch(batch)
    expect(toStates(harness.queue.outcomes(batch))).toEqual(['name-taken'])
  })

  it('finds a file that the server stored after its response was lost', async () => {
    const harness = await startHarness()
    harness.binHarness.server.faults.add({
      match: attachCalls,
      fault: { kind: 'hang', where: 'before-work' },
    })
    const batch = await harness.addFiles([{ name: 'a.txt', text: 'late' }])
    await harness.runBatch(batch)
    expect(toStates(harness.queue.outcomes(batch))).toEqual(['timed-out'])
    // The server stores the file after all.
    await harness.putAsOther('a.txt', 'late')
    harness.queue.retryFailed(batch)
    await harness.runBatch(batch)
    expect(toStates(harness.queue.outcomes(batch))).toEqual(['done'])
    expect(harness.binHarness.server.calls.count(attachCalls)).toBe(1)
  })

  it('never takes a file without a logged intent as its own', async () => {
    const harness = await startHarness()
    await harness.putAsOther('a.txt', 'mine!')
    expect(toStates(await harness.uploadFiles([{ name: 'a.txt', text: 'mine!' }]))).toEqual(['name-taken'])
  })

  /** Crashes during the closing listing. */
  async function attachThenCrash(harness: UploadHarness, batch: string): Promise<void> {
    let reportCrash: () => void = () => undefined
    const crashed = new Promise<void>((resolve) => (reportCrash = resolve))
    void harness.binHarness.server.faults.waitFor(attachCalls).then(async () => {
      await harness.binHarness.server.faults.waitFor(listingCalls)
      harness.queue.restart()
      reportCrash()
    })
    void harness.runBatch(batch)
    await crashed
  }
})

describe('a disk error', () => {
  it('when logging the intent prevents the attach call', async () => {
    const harness = await startHarness()
    const batch = await harness.addFiles([{ name: 'a.txt' }])
    harness.queue.disk = () => Promise.reject(new Error('ENOSPC'))
    await harness.runBatch(batch)
    expect(toStates(harness.queue.outcomes(batch))).toEqual(['storage'])
    expect(harness.binHarness.server.calls.count(attachCalls)).toBe(0)
  })
})
