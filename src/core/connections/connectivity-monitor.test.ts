import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../testing/memory-ports'
import { ScriptedHttp, type ScriptedResponse } from '../../testing/scripted-http'
import { HttpPortError, type HttpRequest } from '../ports'
import { urlOrigin, ConnectivityMonitor } from './connectivity-monitor'

const server = 'https://platform.example/tenant'
const call: HttpRequest = {
  method: 'GET',
  url: `${server}/api/x`,
  headers: {},
  timeouts: { connectMs: 1, firstByteMs: 1, idleMs: 1 },
}

function createHarness(responses: readonly ScriptedResponse[], open: { server: string | null } = { server }) {
  const probed: string[] = []
  const clock = new FakeClock()
  let changes = 0
  const world = { isReachable: false, open }
  clock.isFrozen = true
  const monitor = new ConnectivityMonitor({
    http: new ScriptedHttp((_request, nth) => responses[nth - 1] ?? {}),
    clock,
    probe: (origin) => {
      probed.push(origin)
      return Promise.resolve(world.isReachable)
    },
    isOpen: (origin) => world.open.server !== null && urlOrigin(world.open.server) === origin,
    onChange: () => {
      changes += 1
    },
  })
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  const pass = async (ms: number) => {
    clock.advance(ms)
    await settle()
  }
  return { monitor, clock, probed, world, pass, changes: () => changes }
}

describe('the connectivity monitor', () => {
  it('marks the server unreachable after a failed call, and probes until it is reachable', async () => {
    const { monitor, probed, world, pass, changes } = createHarness([{ problem: 'unreachable' }])
    await expect(monitor.send(call)).rejects.toThrow(HttpPortError)
    expect([monitor.isUnreachable(server), changes()]).toEqual([true, 1])
    await pass(2_500)
    expect(probed).toEqual(['https://platform.example'])
    expect(monitor.isUnreachable(server)).toBe(true)
    world.isReachable = true
    await pass(2_500)
    expect([monitor.isUnreachable(server), changes()]).toEqual([false, 2])
    await pass(100_000)
    expect(probed).toHaveLength(2)
  })

  it('marks the server reachable after any response, also an error', async () => {
    const { monitor, changes } = createHarness([{ problem: 'unreachable' }, { status: 500 }])
    await monitor.send(call).catch(() => undefined)
    await monitor.send(call)
    expect([monitor.isUnreachable(server), changes()]).toEqual([false, 2])
  })

  it.each(['timed-out', 'certificate', 'cut', 'aborted'] as const)(
    'keeps the server reachable after a call that ends as %s',
    async (problem) => {
      const { monitor } = createHarness([{ problem }])
      await expect(monitor.send(call)).rejects.toThrow(HttpPortError)
      expect(monitor.isUnreachable(server)).toBe(false)
    },
  )

  it('ignores a server that is not open, and stops probing once it is closed', async () => {
    const other = createHarness([{ problem: 'unreachable' }], { server: 'https://other.example' })
    await other.monitor.send(call).catch(() => undefined)
    expect(other.monitor.isUnreachable(server)).toBe(false)
    const left = createHarness([{ problem: 'unreachable' }])
    await left.monitor.send(call).catch(() => undefined)
    left.world.open.server = null
    await left.pass(2_500)
    expect([left.monitor.isUnreachable(server), left.probed]).toEqual([false, []])
  })

  it('sends each request once and unchanged', async () => {
    const http = new ScriptedHttp(() => ({ problem: 'unreachable' }))
    const clock = new FakeClock()
    const ports = {
      clock,
      probe: () => Promise.resolve(true),
      isOpen: () => false,
      onChange: () => undefined,
    }
    await new ConnectivityMonitor({ ...ports, http }).send(call).catch(() => undefined)
    expect(http.requests).toEqual([call])
  })
})
