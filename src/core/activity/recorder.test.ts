import { describe, expect, it } from 'vitest'
import { DeletionBench, file } from '../../testing/deletion-bench'
import { deletionFacts } from './recorder'

describe('the facts of a deletion', () => {
  it('say what the server answered, what the listing showed, and what vanished beside it', async () => {
    const bench = DeletionBench.over([file('a'), file('b'), file('bystander')])
    bench.platform.takesWithIt = ({ name }) => (name === 'a' ? [bystander] : [])
    const bystander = file('bystander')
    bench.platform.put(bystander)
    const facts = deletionFacts(await bench.delete(['a', 'b']), () => null)
    expect(facts.map(({ asset, result, answer }) => [asset.name, result, answer])).toEqual([
      ['a', 'deleted-and-verified', '200'],
      ['b', 'not-deleted', ''],
      ['bystander', 'vanished-unasked', ''],
    ])
  })

  it('keep the words of a refusal', async () => {
    const bench = DeletionBench.over([file('a'), file('b')])
    const refusal = { status: 400, body: '{"error":{"title":"Bad name."}}' }
    bench.platform.fault = ({ method, path }) =>
      method === 'DELETE' && path.includes('/assets/') ? refusal : null
    const [first] = deletionFacts(await bench.delete(['a']), () => null)
    expect(first).toMatchObject({
      result: 'not-deleted',
      reason: 'refused-by-server',
      answer: '400 Bad name.',
    })
  })
})
