import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { givenUp } from '../../core/previews/file-inspector'
import { FakeClock } from '../../testing/memory-ports'
import { inspectionDeadlineMs, WorkerInspector } from './worker-inspector'

const resourceLimits = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 }

/** A thread that behaves as the name of the file says. */
const source = `
  const { parentPort } = require('node:worker_threads')
  const behaviours = {
    loop() { for (;;); },
    regexp() { /^(a+)+$/.test('a'.repeat(64) + '!') },
    memory() { const kept = []; for (;;) kept.push(new Array(10000).fill(kept.length)) },
    throw() { throw new Error('of the thread') },
    reject() { void Promise.reject(new Error('of a promise')) },
    exit() { process.exit(3) },
    missing() { parentPort.postMessage({ kind: 'unreadable', code: 'ENOENT' }) },
    none() { parentPort.postMessage({ kind: 'file', found: { kind: 'none', type: null } }) },
  }
  parentPort.on('message', (task) => {
    if (task.kind === 'picture') parentPort.postMessage({ kind: 'picture', header: 'cut' })
    else behaviours[task.file.name]()
  })
`

describe('inspecting in a thread', () => {
  const clock = new FakeClock()
  let started: Worker[] = []
  let failures: unknown[] = []
  let inspector: WorkerInspector | null = null

  function open(): WorkerInspector {
    ;[started, failures] = [[], []]
    inspector = new WorkerInspector({
      clock,
      onFailure: (error) => failures.push(error),
      start: () => {
        const worker = new Worker(source, { eval: true, resourceLimits })
        started.push(worker)
        return worker
      },
    })
    return inspector
  }

  afterEach(async () => {
    inspector?.close()
    await Promise.all(started.map((worker) => worker.terminate()))
  })

  const inspect = (inspected: WorkerInspector, name: string): Promise<unknown> =>
    inspected.inspectCached({ name, size: 1, usedAt: 0 }, { anyway: false })

  const whenOnline = (worker: Worker | undefined): Promise<void> =>
    new Promise((resolve) => worker?.once('online', () => resolve()))

  it('returns what the thread found, and keeps the thread', async () => {
    const opened = open()
    expect(await inspect(opened, 'none')).toEqual({ kind: 'none', type: null })
    expect(await opened.readPicture(new Uint8Array(4))).toBe('cut')
    expect(await inspect(opened, 'none')).toEqual({ kind: 'none', type: null })
    expect([started.length, failures.length]).toEqual([1, 0])
  })

  it('starts no thread before its first file', () => {
    open()
    expect(started).toHaveLength(0)
  })

  it.each(['loop', 'regexp'])(
    'gives a file up that never ends (%s), and inspects the next one',
    async (name) => {
      const opened = open()
      const endless = inspect(opened, name)
      const next = inspect(opened, 'none')
      await Promise.resolve()
      await whenOnline(started[0])
      clock.advance(inspectionDeadlineMs - 1)
      expect(failures).toHaveLength(0)
      clock.advance(1)
      expect(await endless).toEqual(givenUp)
      expect(await next).toEqual({ kind: 'none', type: null })
      expect([started.length, failures.length]).toEqual([2, 1])
    },
  )

  it.each(['memory', 'throw', 'reject', 'exit'])(
    'gives a file up that ends the thread (%s), and inspects the next one',
    async (name) => {
      const opened = open()
      const [first, second] = [inspect(opened, name), inspect(opened, 'none')]
      expect(await first).toEqual(givenUp)
      expect(await second).toEqual({ kind: 'none', type: null })
      expect(started).toHaveLength(2)
    },
  )

  it('reports a file that cannot be read like the file system does, and keeps the thread', async () => {
    const opened = open()
    await expect(inspect(opened, 'missing')).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await inspect(opened, 'none')).toEqual({ kind: 'none', type: null })
    expect(started).toHaveLength(1)
  })
})
