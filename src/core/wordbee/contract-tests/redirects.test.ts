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

async function* noBytes(): AsyncGenerator<Uint8Array> {
  await Promise.resolve()
  yield new Uint8Array(3)
}

/** Everything that carries the key or the token, by method. */
const calls: Readonly<Record<string, (bench: ContractHarness) => Promise<unknown>>> = {
  'POST of the key': (bench) => bench.client.signIn(),
  'GET of a listing': (bench) => bench.listAssets(projectContext, [crowdedSegment]),
  'GET of a file': async (bench) => {
    const [asset] = await bench.client.listSegment(projectContext, crowdedSegment)
    return bench.client.download({ asset: required(asset) })
  },
  'POST of a search': (bench) => bench.client.listProjects({ search: '', skip: 0 }),
  'POST of bytes': (bench) =>
    bench.client.upload({
      ...{
        context: projectContext,
        segmentId: emptySegment,
        locale: null,
        relativePath: '',
        name: 'new.txt',
      },
      bytes: noBytes,
      gate: openGate,
    }),
  'DELETE of the token': async (bench) => {
    await bench.client.signIn()
    await bench.client.signOut()
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
    'of a %s is told and reaches neither another host nor another path',
    async (name) => {
      const [bench, stranger] = [await start(), await start()]
      const match = required(paths[name])
      for (const target of [
        stranger.server.url,
        bench.server.url,
        stranger.server.url.replace('127.0.0.1', 'localhost'),
      ]) {
        bench.server.faults.clear()
        bench.server.faults.add({
          match,
          fault: { kind: 'redirect', status, location: `${target}/api/elsewhere` },
        })
        expect(await outcomeOf(required(calls[name])(bench))).toBe('redirected')
      }
      expect(stranger.server.calls.all).toEqual([])
      expect(bench.server.calls.count({ path: /elsewhere/ })).toBe(0)
    },
  )

  it('of a DELETE is no answer: the file is there, the job stops, and the other host is not reached', async () => {
    const [bench, stranger] = [await start(), await start()]
    const location = `${stranger.server.url}/api/resources/assets/${String(crowdedSegment)}?scope=pr7214`
    bench.server.faults.add({ match: { method: 'DELETE' }, fault: { kind: 'redirect', status, location } })
    const job = await bench.deleteFiles(projectContext, [crowdedSegment], () => true)
    expect(job.stop?.reason).toBe('canary-unclear')
    expect(bench.listDeletes()).toHaveLength(1)
    expect(stranger.server.calls.all).toEqual([])
    expect(stranger.storedFiles([crowdedSegment])).toEqual(bench.storedFiles([crowdedSegment]))
  })
})
