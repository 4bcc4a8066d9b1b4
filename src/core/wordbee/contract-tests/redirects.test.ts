import { describe, expect, it } from 'vitest'
import {
  contractHarnesses,
  outcomeOf,
  openGate,
  required,
  type ContractHarness,
} from '../../../testing/contract-harness'
import { crowdedSegment, emptySegment, projectContext } from '../../../testing/contract-workspace'

const start = contractHarnesses()

const statuses = [301, 302, 303, 307, 308] as const

async function* threeBytes(): AsyncGenerator<Uint8Array> {
  await Promise.resolve()
  yield new Uint8Array(3)
}

/** All calls that carry the key or the token. */
const calls: Readonly<Record<string, (harness: ContractHarness) => Promise<unknown>>> = {
  'POST of the key': (harness) => harness.client.signIn(),
  'GET of a listing': (harness) => harness.listAssets(projectContext, [crowdedSegment]),
  'GET of a file': async (harness) => {
    const [asset] = await harness.client.listSegment(projectContext, crowdedSegment)
    return harness.client.download({ asset: required(asset) })
  },
  'POST of a search': (harness) => harness.client.listProjects({ search: '', skip: 0 }),
  'POST of bytes': (harness) =>
    harness.client.upload({
      context: projectContext,
      segmentId: emptySegment,
      locale: null,
      relativePath: '',
      name: 'new.txt',
      bytes: threeBytes,
      gate: openGate,
    }),
  'DELETE of the token': async (harness) => {
    await harness.client.signIn()
    await harness.client.signOut()
  },
}

const paths: Readonly<Record<string, { readonly method: string; readonly path: RegExp }>> = {
  'POST of the key': { method: 'POST', path: /auth/ },
  'GET of a listing': { method: 'GET', path: /assets\/list/ },
  'GET of a file': { method: 'GET', path: /assets\/\d+\?/ },
  'POST of a search': { method: 'POST', path: /projects/ },
  'POST of bytes': { method: 'POST', path: /media/ },
  'DELETE of the token': { method: 'DELETE', path: /auth/ },
}

describe.each(statuses)('a redirect by %i', (status) => {
  it.each(Object.keys(calls))(
    'of a %s fails and reaches neither another host nor another path',
    async (name) => {
      const [harness, otherHarness] = [await start(), await start()]
      const match = required(paths[name])
      for (const target of [
        otherHarness.server.url,
        harness.server.url,
        otherHarness.server.url.replace('127.0.0.1', 'localhost'),
      ]) {
        harness.server.faults.clear()
        harness.server.faults.add({
          match,
          fault: { kind: 'redirect', status, location: `${target}/api/elsewhere` },
        })
        expect(await outcomeOf(required(calls[name])(harness))).toBe('redirected')
      }
      expect(otherHarness.server.calls.all).toEqual([])
      expect(harness.server.calls.count({ path: /elsewhere/ })).toBe(0)
    },
  )

  it('of a DELETE stops the run; the file is kept and the other host is not reached', async () => {
    const [harness, otherHarness] = [await start(), await start()]
    const location = `${otherHarness.server.url}/api/resources/assets/${String(crowdedSegment)}?scope=pr7214`
    harness.server.faults.add({ match: { method: 'DELETE' }, fault: { kind: 'redirect', status, location } })
    const run = await harness.deleteFiles(projectContext, [crowdedSegment], () => true)
    expect(run.stop?.reason).toBe('canary-unclear')
    expect(harness.listDeletes()).toHaveLength(1)
    expect(otherHarness.server.calls.all).toEqual([])
    expect(otherHarness.storedFiles([crowdedSegment])).toEqual(harness.storedFiles([crowdedSegment]))
  })
})
