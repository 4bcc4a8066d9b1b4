import { afterEach, describe, expect, it } from 'vitest'
import { assertNothingTripped, type Fault, type Switches } from '../../demo-server'
import type { HttpTimeouts } from '../ports'
import { binContext } from '../../testing/bin-bench'
import { nodeHash } from '../../testing/memory-ports'
import type { MemoryLocalFiles } from '../../testing/memory-transfers'
import { attachCalls, listingCalls, mediaCalls, statesOf, UploadBench } from '../../testing/upload-bench'

const sha256 = (text: string): string => nodeHash.sha256(new TextEncoder().encode(text))

let bench: UploadBench | null = null

async function start(switches: Partial<Switches> = {}, timeouts?: HttpTimeouts): Promise<UploadBench> {
  bench = await UploadBench.start(switches, timeouts)
  return bench
}

afterEach(async () => {
  await bench?.bench.close()
  bench = null
  assertNothingTripped()
})

describe('an upload', () => {
  it('stores the bytes at their place, proves it, tells the hash of what was sent, and refreshes the view', async () => {
    const on = await start()
    const wish = { name: '#1 100%.txt', text: 'new', locale: 'de', folder: 'ui/menu' }
    expect(await on.upload([wish])).toEqual([{ state: 'done', sha256: sha256('new'), as: null }])
    expect(await on.stored('#1 100%.txt', { locale: 'de', relativePath: 'ui/menu' })).toBe('new')
    expect(on.refreshes).toMatchObject([{ segmentIds: [2] }])
    expect(on.refreshes[0]?.assets.map(({ name }) => name)).toContain('#1 100%.txt')
    expect(on.facts).toMatchObject([
      { act: 'upload', result: 'uploaded-and-verified', reason: null, answer: '', sha256: sha256('new') },
    ])
  })

  it('of 500 small files costs two calls each and a listing for every twenty', async () => {
    const on = await start({ hourlyAllowance: 5_000 })
    const wishes = Array.from({ length: 500 }, (_, n) => ({ name: `n${String(n)}.txt` }))
    const states = await on.upload(wishes)
    expect(new Set(statesOf(states))).toEqual(new Set(['done']))
    expect(on.bench.server.calls.count(mediaCalls)).toBe(500)
    expect(on.bench.server.calls.count(attachCalls)).toBe(500)
    expect(on.bench.server.calls.count(listingCalls)).toBe(26)
    // Each is told as done only after a listing that was made after it.
    const calls = on.bench.server.calls.filter({}).map(({ path }) => path)
    expect(calls.at(-1)).toMatch(/\/assets\/list/)
  }, 120_000)

  it('of a large file is a round of its own', async () => {
    const on = await start({}, { connectMs: 10_000, firstByteMs: 10_000, idleMs: 10_000 })
    const large = new Uint8Array(65 * 1024 * 1024)
    const states = await on.upload([{ name: 'a' }, { name: 'large', text: large }, { name: 'b' }])
    expect(statesOf(states)).toEqual(['done', 'done', 'done'])
    expect(on.bench.server.calls.count(listingCalls)).toBe(4)
  })

  it('on a slow line is proven after a while, not after all twenty', async () => {
    const on = await start()
    on.local.onRead = (_, from) => {
      if (from === 0) on.bench.clock.advance(8_000)
    }
    const wishes = Array.from({ length: 6 }, (_, n) => ({ name: `n${String(n)}.txt` }))
    expect(new Set(statesOf(await on.upload(wishes)))).toEqual(new Set(['done']))
    expect(on.bench.server.calls.count(listingCalls)).toBe(1 + 3)
  })

  it('that must wait for room in the hour has what was sent before it proven first', async () => {
    const on = await start()
    on.bench.hourlyAllowance = 14
    on.bench.clock.held = true
    const batch = await on.add(Array.from({ length: 10 }, (_, n) => ({ name: `n${String(n)}.txt` })))
    const running = on.run(batch)
    const done = (): number => statesOf(on.queue.outcomes(batch)).filter((state) => state === 'done').length
    await expect.poll(() => on.bench.client.waitingUntil()).not.toBeNull()
    await expect.poll(done).toBe(on.bench.server.calls.count(attachCalls))
    expect(done()).toBeGreaterThan(3)
    on.bench.clock.held = false
    on.bench.clock.advance(2 * 3_600_000)
    await running
    expect(done()).toBe(10)
  })

  it.each([
    ['accepted', 'done'],
    ['400', 'server-refused'],
  ] as const)('of an empty file is as the server says (%s)', async (emptyFileUpload, state) => {
    const on = await start({ emptyFileUpload })
    const [outcome] = await on.upload([{ name: 'nothing.txt', text: '' }])
    expect(statesOf(outcome === undefined ? [] : [outcome])).toEqual([state])
  })

  it('keeps the server’s own words', async () => {
    const on = await start({ uploadLimitBytes: 2 })
    expect(await on.upload([{ name: 'a.txt' }])).toEqual([
      { state: 'failed', problem: 'server-refused', detail: 'The file exceeds the maximum size.' },
    ])
    expect(on.facts).toMatchObject([
      { result: 'not-uploaded', answer: 'The file exceeds the maximum size.', sha256: null },
    ])
  })

  it('finds its file under another spelling of the folder', async () => {
    const on = await start({ classicSeparator: '\\' })
    expect(statesOf(await on.upload([{ name: 'a.txt', folder: 'ui/menu' }]))).toEqual(['done'])
  })

  it('goes on with the next file after one that fails', async () => {
    const on = await start()
    on.bench.server.faults.add({
      match: { ...mediaCalls, nth: 2 },
      fault: { kind: 'status', status: 400, body: '{}' },
    })
    expect(statesOf(await on.upload([{ name: '1' }, { name: '2' }, { name: '3' }]))).toEqual([
      'done',
      'server-refused',
      'done',
    ])
  })

  it('sends nothing over a connection that is read-only', async () => {
    const on = await start()
    on.isReadOnly = true
    expect(statesOf(await on.upload([{ name: 'a.txt' }]))).toEqual(['connection-read-only'])
    expect(on.bench.server.calls.count(mediaCalls)).toBe(0)
  })

  it('attaches nothing over a connection that was made read-only while the bytes were on their way', async () => {
    const on = await start()
    on.local.onRead = () => void (on.isReadOnly = true)
    expect(statesOf(await on.upload([{ name: 'a.txt' }, { name: 'c.txt' }]))).toEqual([
      'connection-read-only',
      'connection-read-only',
    ])
    expect(on.bench.server.calls.count(mediaCalls)).toBe(1)
    expect(on.bench.server.calls.count(attachCalls)).toBe(0)
  })

  it('finds each file of a long round by what was there before just that file', async () => {
    const on = await start({ classicSeparator: '\\' })
    on.local.onRead = (path, from) => {
      if (from === 0 && path.includes('two')) on.bench.clock.advance(31_000)
    }
    const wishes = ['one.txt', 'two.txt'].map((name) => ({ name, folder: 'ui/menu' }))
    expect(statesOf(await on.upload(wishes))).toEqual(['done', 'done'])
  })
})

describe('an upload to a place that is taken', () => {
  it.each(['overwrite', '400', 'rename'] as const)(
    'sends nothing, whatever the server would do (%s)',
    async (sameNameUpload) => {
      const on = await start({ sameNameUpload })
      expect(await on.upload([{ name: 'B.TXT' }])).toMatchObject([
        { state: 'name-taken', there: [{ name: 'b.txt', size: 200_000 }] },
      ])
      expect(on.bench.server.calls.count(mediaCalls)).toBe(0)
      expect(on.facts).toEqual([])
    },
  )

  it('sends nothing where somebody else put a file while the bytes took long', async () => {
    const on = await start()
    on.local.onRead = async (_, from) => {
      if (from > 0) return
      on.bench.clock.advance(31_000)
      await on.intrude('a.txt', 'theirs')
    }
    expect(await on.upload([{ name: 'a.txt' }])).toMatchObject([
      { state: 'name-taken', there: [{ name: 'a.txt', size: 6 }] },
    ])
    expect(await on.stored('a.txt')).toBe('theirs')
    expect(on.bench.server.calls.count(attachCalls)).toBe(0)
  })

  it('sends nothing where somebody else put a file while the attaching waited for a long pause', async () => {
    const on = await start({ sameNameUpload: 'overwrite' })
    const { clock, server, origin } = on.bench
    on.local.onRead = async () => {
      on.local.onRead = () => undefined
      clock.held = true
      // Another call of the app is told to wait for half an hour.
      server.faults.add({
        match: { ...listingCalls, times: 1 },
        fault: { kind: 'throttle', retryAfter: 1_800 },
      })
      void origin.client.listSegments(binContext, [2]).catch(() => undefined)
      await expect.poll(() => origin.client.waitingUntil()).not.toBeNull()
    }
    const batch = await on.add([{ name: 'a.txt', text: 'mine' }])
    const running = on.run(batch)
    // The pause itself, that call, and the attaching that waits for its end.
    await expect.poll(() => clock.slept.filter((ms) => ms > 1_000_000).length).toBe(3)
    expect(server.calls.count(mediaCalls)).toBe(1)
    await on.intrude('a.txt', 'theirs')
    clock.held = false
    clock.advance(1_900_000)
    await running
    expect(await on.stored('a.txt')).toBe('theirs')
    expect(statesOf(on.queue.outcomes(batch))).toEqual(['name-taken'])
    expect(server.calls.count(attachCalls)).toBe(0)
  })

  it('sends after a long pause what still has its place free', async () => {
    const on = await start()
    on.bench.server.faults.add({
      match: { ...attachCalls, nth: 1 },
      fault: { kind: 'throttle', retryAfter: 1_800 },
    })
    expect(statesOf(await on.upload([{ name: 'a.txt' }, { name: 'c.txt' }]))).toEqual(['done', 'done'])
  })

  it('sends the second of two of one name nowhere', async () => {
    const on = await start()
    const wishes = [
      { name: 'x.txt', text: 'one' },
      { name: 'X.TXT', text: 'three' },
    ]
    expect(statesOf(await on.upload(wishes))).toEqual(['done', 'name-taken'])
    expect(await on.stored('x.txt')).toBe('one')
  })

  it('tells the name that the server chose, where somebody was quicker', async () => {
    const on = await start({ sameNameUpload: 'rename' })
    const arrived = on.bench.server.faults.waitFor(attachCalls)
    const release = on.bench.server.faults.hold(attachCalls)
    const uploading = on.upload([{ name: 'a.txt', text: 'mine!' }])
    await arrived
    await on.intrude('a.txt', 'theirs')
    release()
    // The place itself holds another file: nothing is claimed of it.
    expect(statesOf(await uploading)).toEqual(['came-back-different'])
    expect(await on.stored('a.txt')).toBe('theirs')
    expect(await on.stored('a (1).txt')).toBe('mine!')
  })
})

describe('a source that is not what it was', () => {
  it.each<[string, (local: MemoryLocalFiles) => void]>([
    ['source-changed', (local) => void local.put('/home/me//a.txt', 'another', 2)],
    ['source-vanished', (local) => local.remove('/home/me//a.txt')],
    ['source-unreadable', (local) => void (local.unreadable = true)],
  ])('is told before a byte is sent: %s', async (problem, change) => {
    const on = await start()
    const batch = await on.add([{ name: 'a.txt' }])
    change(on.local)
    await on.run(batch)
    expect(statesOf(on.queue.outcomes(batch))).toEqual([problem])
    expect(on.bench.server.calls.count(mediaCalls)).toBe(0)
  })

  it.each([
    ['grows', 'source-changed', new Uint8Array(90_000)],
    ['shrinks', 'source-changed', new Uint8Array(20_000)],
    ['vanishes', 'source-vanished', null],
  ] as const)('is never attached when it %s on the way', async (_, problem, later) => {
    const on = await start()
    on.local.onRead = (path, from) => {
      if (from !== 32 * 1024) return
      if (later === null) on.local.remove(path)
      else on.local.put(path, later, 2)
    }
    expect(statesOf(await on.upload([{ name: 'a.bin', text: new Uint8Array(80_000) }]))).toEqual([problem])
    expect(on.bench.server.calls.count(attachCalls)).toBe(0)
    expect(await on.stored('a.bin')).toBeNull()
  })
})

describe('a fault of the server', () => {
  it.each<[string, Fault, string]>([
    ['an error before the work', { kind: 'status', status: 500 }, 'server-error'],
    ['an error after the work', { kind: 'status', status: 500, afterWork: true }, 'server-error'],
    ['a page', { kind: 'html', status: 200 }, 'answer-unexpected'],
    ['a hang', { kind: 'hang', where: 'before-headers' }, 'timed-out'],
    ['a cut answer', { kind: 'cut-body', afterBytes: 3, framing: 'length' }, 'answer-cut'],
  ])('in the call that takes the bytes attaches nothing: %s', async (_, fault, problem) => {
    const on = await start()
    on.bench.server.faults.add({ match: mediaCalls, fault })
    expect(statesOf(await on.upload([{ name: 'a.txt' }]))).toEqual([problem])
    expect(on.bench.server.calls.count(attachCalls)).toBe(0)
    expect(await on.stored('a.txt')).toBeNull()
  })

  it.each<[string, Fault, string]>([
    ['an error before the work', { kind: 'status', status: 500 }, 'server-error'],
    ['an error after the work', { kind: 'status', status: 500, afterWork: true }, 'done'],
    ['a hang before the work', { kind: 'hang', where: 'before-work' }, 'timed-out'],
    ['a hang after the work', { kind: 'hang', where: 'before-headers' }, 'done'],
    ['a connection lost before the work', { kind: 'drop', when: 'before-work' }, 'unreachable'],
    ['a connection lost after the work', { kind: 'drop', when: 'after-work' }, 'done'],
    ['a lie', { kind: 'status', status: 200, body: '{}' }, 'not-listed'],
    ['a refusal', { kind: 'status', status: 400, body: '{}' }, 'server-refused'],
  ])('in the call that attaches is settled by the listing: %s', async (_, fault, problem) => {
    const on = await start()
    on.bench.server.faults.add({ match: attachCalls, fault })
    expect(statesOf(await on.upload([{ name: 'a.txt' }]))).toEqual([problem])
    expect(on.bench.server.calls.count(attachCalls)).toBe(1)
    expect((await on.stored('a.txt')) !== null).toBe(problem === 'done')
  })

  it.each([
    ['the call that takes the bytes', mediaCalls],
    ['the call that attaches', attachCalls],
    ['the first listing', listingCalls],
  ])('429 to %s is waited for', async (_, match) => {
    const on = await start()
    on.bench.server.faults.add({ match: { ...match, nth: 1 }, fault: { kind: 'throttle' } })
    expect(statesOf(await on.upload([{ name: 'a.txt' }, { name: 'c.txt' }]))).toEqual(['done', 'done'])
  })

  it('429 makes it look again, and leave alone what somebody put there meanwhile, of the same size too', async () => {
    const on = await start()
    on.bench.server.faults.add({ match: { ...attachCalls, nth: 1 }, fault: { kind: 'throttle' } })
    void on.bench.server.faults.waitFor(attachCalls).then(() => on.intrude('a.txt', 'yours'))
    expect(statesOf(await on.upload([{ name: 'a.txt', text: 'mine!' }]))).toEqual(['name-taken'])
    expect(await on.stored('a.txt')).toBe('yours')
  })

  it.each([mediaCalls, attachCalls])(
    'a token that dies is replaced, and the bytes are sent whole (%o)',
    async (step) => {
      const on = await start()
      on.bench.server.faults.add({ match: { ...step, nth: 1 }, fault: { kind: 'token-dies', status: 400 } })
      expect(await on.upload([{ name: 'a.txt', text: 'whole' }])).toEqual([
        { state: 'done', sha256: sha256('whole'), as: null },
      ])
      expect(await on.stored('a.txt')).toBe('whole')
    },
  )

  it('a media token that expired is told in its words', async () => {
    const on = await start({ mediaToken: 'expiring', mediaTokenLifeMs: 0 })
    expect(await on.upload([{ name: 'a.txt' }])).toMatchObject([
      { state: 'failed', problem: 'server-refused', detail: expect.any(String) as string },
    ])
  })

  it('a closing listing that fails is told as not checked', async () => {
    const on = await start()
    on.bench.server.faults.add({
      match: { ...listingCalls, nth: 2, every: 1 },
      fault: { kind: 'status', status: 500 },
    })
    expect(statesOf(await on.upload([{ name: 'a.txt' }]))).toEqual(['not-checked'])
    expect(on.facts).toMatchObject([{ result: 'not-checked' }])
  })
})

describe('a server that cannot be reached', () => {
  it('is lost before the first listing was had: all files are put back', async () => {
    const on = await start()
    const batch = await on.add([{ name: 'a.txt' }, { name: 'c.txt' }])
    await on.bench.server.close()
    expect(await on.run(batch)).toBe('offline')
    expect(statesOf(on.queue.outcomes(batch))).toEqual(['waiting', 'waiting'])
  })

  it('is lost in the middle, and found again: the file is sent again', async () => {
    const on = await start()
    on.bench.server.faults.add({
      match: { ...mediaCalls, nth: 1 },
      fault: { kind: 'drop', when: 'before-work' },
    })
    expect(statesOf(await on.upload([{ name: 'a.txt' }, { name: 'c.txt' }]))).toEqual(['done', 'done'])
    expect(on.bench.server.calls.count(attachCalls)).toBe(2)
  })

  it('is not blamed for a file under which it goes each time, although it answers', async () => {
    const on = await start()
    on.bench.server.faults.add({
      match: { ...mediaCalls, path: /filename=bad/ },
      fault: { kind: 'drop', when: 'before-work' },
    })
    expect(statesOf(await on.upload([{ name: 'bad' }, { name: 'good' }]))).toEqual(['unreachable', 'done'])
  })

  it('leaves open what was sent when the closing listing cannot be had, and the next run tells', async () => {
    const on = await start()
    on.bench.server.faults.add({
      match: { ...listingCalls, nth: 2, every: 1 },
      fault: { kind: 'drop', when: 'before-work' },
    })
    const batch = await on.add([{ name: 'a.txt', text: 'sent' }])
    expect(await on.run(batch)).toBe('offline')
    expect(statesOf(on.queue.outcomes(batch))).toEqual(['waiting'])
    on.bench.server.faults.clear()
    expect(await on.run(batch)).toBe('ended')
    expect(on.queue.outcomes(batch)).toEqual([{ state: 'done', sha256: sha256('sent'), as: null }])
    expect(on.bench.server.calls.count(attachCalls)).toBe(1)
  })
})

describe('a run that is stopped', () => {
  it('ends the bytes that flow, attaches nothing, and goes on later', async () => {
    const on = await start()
    const stop = new AbortController()
    on.local.onRead = (_, from) => {
      if (from > 0) stop.abort()
    }
    const batch = await on.add([{ name: 'a.bin', text: new Uint8Array(400_000) }, { name: 'c.txt' }])
    expect(await on.run(batch, stop)).toBe('ended')
    expect(statesOf(on.queue.outcomes(batch))).toEqual(['waiting', 'waiting'])
    expect(on.bench.server.calls.count(attachCalls)).toBe(0)
    on.local.onRead = () => undefined
    await on.run(batch)
    expect(statesOf(on.queue.outcomes(batch))).toEqual(['done', 'done'])
  })

  it('finishes the call that attaches, and proves what was sent', async () => {
    const on = await start()
    const stop = new AbortController()
    void on.bench.server.faults.waitFor(attachCalls).then(() => stop.abort())
    const batch = await on.add([{ name: 'a.txt' }, { name: 'c.txt' }])
    await on.run(batch, stop)
    expect(statesOf(on.queue.outcomes(batch))).toEqual(['done', 'waiting'])
  })

  it('waits no longer for room in the hour, of which it leaves the reserve alone', async () => {
    const on = await start()
    const { client } = on.bench.origin
    const batchId = await on.add([{ name: 'a.txt' }])
    // The listing of the run is the last call before the reserve.
    while (client.budget().used < 17) await on.bench.find('a.txt')
    on.bench.hourlyAllowance = 20
    on.bench.clock.held = true
    const stop = new AbortController()
    const end = on.run(batchId, stop)
    await expect.poll(() => client.waitingUntil()).not.toBeNull()
    expect(on.bench.server.calls.count(mediaCalls)).toBe(0)
    stop.abort()
    await end
    expect(statesOf(on.queue.outcomes(batchId))).toEqual(['waiting'])
  })

  it('waits no longer for a server that asks to wait', async () => {
    const on = await start()
    const stop = new AbortController()
    on.bench.server.faults.add({ match: mediaCalls, fault: { kind: 'throttle' } })
    void on.bench.server.faults.waitFor(mediaCalls).then(() => stop.abort())
    const batch = await on.add([{ name: 'a.txt' }])
    await on.run(batch, stop)
    expect(statesOf(on.queue.outcomes(batch))).toEqual(['waiting'])
  })
})

describe('a death of the app', () => {
  it('after the file was attached: the next run knows it for its own', async () => {
    const on = await start()
    const batch = await on.add([{ name: 'a.txt', text: 'mine!' }])
    await attachedThenDead(on, batch)
    await on.run(batch)
    expect(on.queue.outcomes(batch)).toEqual([{ state: 'done', sha256: sha256('mine!'), as: null }])
    expect(on.bench.server.calls.count(attachCalls)).toBe(1)
  })

  it('and another file there since: it is left alone', async () => {
    const on = await start()
    const batch = await on.add([{ name: 'a.txt', text: 'mine!' }])
    await attachedThenDead(on, batch)
    await on.intrude('a.txt', 'somebody else’s')
    await on.run(batch)
    expect(statesOf(on.queue.outcomes(batch))).toEqual(['name-taken'])
  })

  it('before the file was attached: it is sent again', async () => {
    const on = await start()
    const batch = await on.add([{ name: 'a.txt' }])
    const arrived = on.bench.server.faults.waitFor(attachCalls)
    const removeFault = on.bench.server.faults.add({
      match: attachCalls,
      fault: { kind: 'drop', when: 'before-work' },
    })
    void on.run(batch)
    await arrived
    on.queue.restart()
    removeFault()
    await on.run(batch)
    expect(statesOf(on.queue.outcomes(batch))).toEqual(['done'])
  })

  it('or a refusal, and a file of that size there since: it is left alone on the next try', async () => {
    const on = await start()
    const refusal = { kind: 'status', status: 400, body: '{}' } as const
    on.bench.server.faults.add({ match: { ...attachCalls, nth: 1 }, fault: refusal })
    const batch = await on.add([{ name: 'a.txt', text: 'mine!' }])
    await on.run(batch)
    expect(statesOf(on.queue.outcomes(batch))).toEqual(['server-refused'])
    await on.intrude('a.txt', 'yours')
    on.queue.retry(batch)
    await on.run(batch)
    expect(statesOf(on.queue.outcomes(batch))).toEqual(['name-taken'])
  })

  it('or a lost answer, told as not there too early: the next try finds it', async () => {
    const on = await start()
    on.bench.server.faults.add({ match: attachCalls, fault: { kind: 'hang', where: 'before-work' } })
    const batch = await on.add([{ name: 'a.txt', text: 'late' }])
    await on.run(batch)
    expect(statesOf(on.queue.outcomes(batch))).toEqual(['timed-out'])
    // The server does it after all.
    await on.intrude('a.txt', 'late')
    on.queue.retry(batch)
    await on.run(batch)
    expect(statesOf(on.queue.outcomes(batch))).toEqual(['done'])
    expect(on.bench.server.calls.count(attachCalls)).toBe(1)
  })

  it('is no reason to take a file for ours whose intent was never written', async () => {
    const on = await start()
    await on.intrude('a.txt', 'mine!')
    expect(statesOf(await on.upload([{ name: 'a.txt', text: 'mine!' }]))).toEqual(['name-taken'])
  })

  /** Dies while the closing listing is under way. */
  async function attachedThenDead(on: UploadBench, batch: string): Promise<void> {
    let dead: () => void = () => undefined
    const died = new Promise<void>((resolve) => (dead = resolve))
    void on.bench.server.faults.waitFor(attachCalls).then(async () => {
      await on.bench.server.faults.waitFor(listingCalls)
      on.queue.restart()
      dead()
    })
    void on.run(batch)
    await died
  }
})

describe('a disk that takes no intent', () => {
  it('attaches nothing', async () => {
    const on = await start()
    const batch = await on.add([{ name: 'a.txt' }])
    on.queue.disk = () => Promise.reject(new Error('ENOSPC'))
    await on.run(batch)
    expect(statesOf(on.queue.outcomes(batch))).toEqual(['storage'])
    expect(on.bench.server.calls.count(attachCalls)).toBe(0)
  })
})
