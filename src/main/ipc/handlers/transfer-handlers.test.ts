import { describe, expect, it } from 'vitest'
import { FakeClock, FakeRandom } from '../../../testing/memory-ports'
import { FileGrants } from '../../adapters/file-grants'
import type { Services } from '../../services'
import { transferHandlers } from './transfer-handlers'

/** The handlers over real grants; the rest of the desk is asked for nothing. */
function handlers() {
  const clock = new FakeClock()
  const grants = new FileGrants({ random: new FakeRandom(), clock, maxFileBytes: () => 1_000 })
  const desk = {
    grantPaths: async (paths: readonly string[]) => ({ ok: true, value: await grants.grant(paths) }),
  }
  const transferService = { transfers: {}, plans: {}, out: { desk } }
  return transferHandlers({ transferService } as unknown as Pick<Services, 'transferService'>)
}

const many = (count: number) => Array.from({ length: count }, (_, n) => `/nowhere/${String(n)}`)

describe('paths of files that were given', () => {
  it('are looked at one by one also where they are very many, and none is refused for the others', async () => {
    const { grantPaths } = handlers()
    const granted = await grantPaths.run(grantPaths.input.parse({ paths: many(10_001) }))
    expect(granted.ok && granted.value.refusedCount).toBe(10_001)
    expect(granted.ok && granted.value.refused[0]?.reason).toBe('vanished')
  })

  it('have a bound all the same', () => {
    expect(handlers().grantPaths.input.safeParse({ paths: many(100_001) }).success).toBe(false)
  })
})
