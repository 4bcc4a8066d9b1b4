import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../testing/memory-ports'
import { ScriptedHttp, type ScriptedResponse } from '../../testing/scripted-http'
import { HttpPortError, type HttpRequest } from '../ports'
import { urlOrigin, ConnectivityMonitor } from './connectivity-monitor'

const server = 'https://platform.example/tenant'
const call: HttpRequest = {
  ...{ method: 'GET', url: `${server}/api/x`, headers: {} },
  timeouts: { connectMs: 1, firstByteMs: 1, idleMs: 1 },
}

function watch(answers: readonly ScriptedResponse[], open: { server: string | null } = { server }) {
  const knocked: string[] = []
  const clock = new FakeClock()
  let changes = 0
  const world = { isThere: false, open }
  clock.isFrozen = true
  const reach = new ConnectivityMonitor({
    http: new ScriptedHttp((_request, nth) => answers[nth - 1] ?? {}),
    clock,
    probe: (origin) => {
      knocked.push(origin)
      return Promise.resolve(world.isThere)
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
  return { reach, clock, knocked, world, pass, changes: () => changes }
}

describe('what is known of the way to the open server', () => {
  it('is lost by a call that does not reach it, and found by knocking alone', async () => {
    const { reach, knocked, world, pass, changes } = watch([{ problem: 'unreachable' }])
    await expect(reach.send(call)).rejects.toThrow(HttpPortError)
    expect([reach.isUnreachable(server), changes()]).toEqual([true, 1])
    await pass(2_500)
    expect(knocked).toEqual(['https://platform.example'])
    expect(reach.isUnreachable(server)).toBe(true)
    world.isThere = true
    await pass(2_500)
    expect([reach.isUnreachable(server), changes()]).toEqual([false, 2])
    await pass(100_000)
    expect(knocked).toHaveLength(2)
  })

  it('is found by any answer, also one that refuses', async () => {
    const { reach, changes } = watch([{ problem: 'unreachable' }, { status: 500 }])
    await reach.send(call).catch(() => undefined)
    await reach.send(call)
    expect([reach.isUnreachable(server), changes()]).toEqual([false, 2])
  })

  it.each(['timed-out', 'certificate', 'cut', 'aborted'] as const)(
    'is not lost by a call that ends as %s',
    async (problem) => {
      const { reach } = watch([{ problem }])
      await expect(reach.send(call)).rejects.toThrow(HttpPortError)
      expect(reach.isUnreachable(server)).toBe(false)
    },
  )

  it('is of no interest for a server that is not open, and no more once it is left', async () => {
    const other = watch([{ problem: 'unreachable' }], { server: 'https://other.example' })
    await other.reach.send(call).catch(() => undefined)
    expect(other.reach.isUnreachable(server)).toBe(false)
    const left = watch([{ problem: 'unreachable' }])
    await left.reach.send(call).catch(() => undefined)
    left.world.open.server = null
    await left.pass(2_500)
    expect([left.reach.isUnreachable(server), left.knocked]).toEqual([false, []])
  })

  it('sends each request once and as it is', async () => {
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
