import { describe, expect, it } from 'vitest'
import { contractBenches, endOf, openGate, present, type ContractBench } from '../../testing/contract-bench'
import { crowded, empty, project } from '../../testing/contract-workspace'

const start = contractBenches()

const statuses = [301, 302, 303, 307, 308] as const

async function* noBytes(): AsyncGenerator<Uint8Array> {
  await Promise.resolve()
  yield new Uint8Array(3)
}

/** Everything that carries the key or the token, by method. */
const calls: Readonly<Record<string, (bench: ContractBench) => Promise<unknown>>> = {
  'POST of the key': (bench) => bench.client.signIn(),
  'GET of a listing': (bench) => bench.list(project, [crowded]),
  'GET of a file': async (bench) => {
    const [asset] = await bench.client.listSegment(project, crowded)
    return bench.client.download({ asset: present(asset) })
  },
  'POST of a search': (bench) => bench.client.listProjects({ search: '', skip: 0 }),
  'POST of bytes': (bench) =>
    bench.client.upload({
      ...{ context: project, segmentId: empty, locale: null, relativePath: '', name: 'new.txt' },
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
      const match = present(paths[name])
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
        expect(await endOf(present(calls[name])(bench))).toBe('redirected')
      }
      expect(stranger.server.calls.all).toEqual([])
      expect(bench.server.calls.count({ path: /elsewhere/ })).toBe(0)
    },
  )

  it('of a DELETE is no answer: the file is there, the job stops, and the other host is not reached', async () => {
    const [bench, stranger] = [await start(), await start()]
    const location = `${stranger.server.url}/api/resources/assets/${String(crowded)}?scope=pr7214`
    bench.server.faults.add({ match: { method: 'DELETE' }, fault: { kind: 'redirect', status, location } })
    const job = await bench.delete(project, [crowded], () => true)
    expect(job.stop?.reason).toBe('canary-unclear')
    expect(bench.deletes()).toHaveLength(1)
    expect(stranger.server.calls.all).toEqual([])
    expect(stranger.stored([crowded])).toEqual(bench.stored([crowded]))
  })
})
