import { describe, expect, it } from 'vitest'
import { FakeClock, FakeRandom } from '../../../testing/memory-ports'
import { FileGrants } from '../../adapters/file-grants'
import type { Composition } from '../../compose'
import { transferHandlers } from './transfer-handlers'

/** The handlers with real grants; the other services are not called. */
function handlers() {
  const clock = new FakeClock()
  const grants = new FileGrants({
    random: new FakeRandom(),
    clock,
    maxFileBytes: () => 1_000,
    isPrivate: () => false,
  })
  const fileService = {
    grantGiven: async (paths: readonly string[]) => ({ ok: true, value: await grants.grant(paths) }),
  }
  const composition = { app: { transfers: {} }, fileService }
  return transferHandlers(composition as unknown as Composition)
}

const createPaths = (count: number) => Array.from({ length: count }, (_, n) => `/nowhere/${String(n)}`)

describe('grantPaths', () => {
  it('checks each of very many paths, and never rejects the whole call', async () => {
    const { grantPaths } = handlers()
    const granted = await grantPaths.run(grantPaths.input.parse({ paths: createPaths(10_001), contents: [] }))
    expect(granted.ok && granted.value.refusedCount).toBe(10_001)
    expect(granted.ok && granted.value.refused[0]?.reason).toBe('vanished')
  })

  it('limits the number of paths', () => {
    expect(handlers().grantPaths.input.safeParse({ paths: createPaths(100_001), contents: [] }).success).toBe(
      false,
    )
  })
})
