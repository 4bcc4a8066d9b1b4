import { describe, expect, it } from 'vitest'
import { DeletionHarness, storedFile } from '../../testing/deletion-harness'
import { toDeletionFacts } from './recorder'

describe('the facts of a deletion', () => {
  it('contain the response of the server, the result of the listing, and the vanished files', async () => {
    const harness = DeletionHarness.overFiles([storedFile('a'), storedFile('b'), storedFile('bystander')])
    harness.platform.alsoDeletes = ({ name }) => (name === 'a' ? [bystander] : [])
    const bystander = storedFile('bystander')
    harness.platform.put(bystander)
    const facts = toDeletionFacts(await harness.deleteFiles(['a', 'b']), () => null)
    expect(facts.map(({ asset, result, answer }) => [asset.name, result, answer])).toEqual([
      ['a', 'deleted-and-verified', '200'],
      ['b', 'not-deleted', ''],
      ['bystander', 'vanished-unasked', ''],
    ])
  })

  it('contain the message of a refusal', async () => {
    const harness = DeletionHarness.overFiles([storedFile('a'), storedFile('b')])
    const refusal = { status: 400, body: '{"error":{"title":"Bad name."}}' }
    harness.platform.fault = ({ method, path }) =>
      method === 'DELETE' && path.includes('/assets/') ? refusal : null
    const [first] = toDeletionFacts(await harness.deleteFiles(['a']), () => null)
    expect(first).toMatchObject({
      result: 'not-deleted',
      reason: 'refused-by-server',
      answer: '400 Bad name.',
    })
  })
})
