import { describe, expect, it } from 'vitest'
import type { AssetIdentity } from '../../shared/asset'
import { memoryBudget } from '../../testing/memory-budget'
import { FakeClock, FakeRandom } from '../../testing/memory-ports'
import { ScriptedHttp } from '../../testing/scripted-http'
import { checkDeleteTarget, type DeleteTarget } from '../assets/delete-target'
import { createClient, defaultTimeouts } from './client'
import { buildDelete } from './delete-asset'
import type { DeletePermit } from './delete-permit'
import { createExchange, type Exchange } from './exchange'
import { createSession } from './session'
import { createThrottle } from './throttle'

const root = 'https://platform.example/api'
const url = `${root}/resources/assets/5?scope=pr1&filename=a.png`
const asset: AssetIdentity = {
  context: { family: 'classic', scope: 'pr1' },
  segmentId: 5,
  locale: null,
  relativePath: '',
  name: 'a.png',
}

function exchangeOver(http: ScriptedHttp): Exchange {
  const clock = new FakeClock()
  return createExchange({
    ...{ http, clock, accountId: 'acme', timeouts: defaultTimeouts, redact: (text: string) => text },
    budget: memoryBudget(clock),
    session: createSession(() => Promise.resolve('TOKEN'), clock),
    throttle: createThrottle({ clock, random: new FakeRandom(), onChange: () => undefined }),
    onAnswered: () => undefined,
  })
}

function permitFor(target: DeleteTarget | null): DeletePermit {
  const request = target === null ? null : buildDelete(root, target)
  if (request?.ok !== true) throw new Error('the sample must be deletable')
  return request.permit
}

describe('the one door for DELETE', () => {
  it('lets a request through that was built and checked', async () => {
    const http = new ScriptedHttp(() => ({}))
    const permit = permitFor(checkDeleteTarget(asset))
    await exchangeOver(http)({ method: 'DELETE', url: permit.url, permit })
    expect(http.requests.map((request) => request.url)).toEqual([url])
  })

  it.each<[string, DeletePermit | undefined, string]>([
    ['no permit', undefined, url],
    ['a permit that somebody made up', { url } as DeletePermit, url],
    ['the permit of another address', permitFor(checkDeleteTarget(asset)), url.replace('a.png', 'b.png')],
    [
      'the permit of an address with a name, for one without',
      permitFor(checkDeleteTarget(asset)),
      url.split('&')[0] ?? '',
    ],
  ])('sends nothing with %s', async (_, permit, address) => {
    const http = new ScriptedHttp(() => ({}))
    const call = { method: 'DELETE', url: address, ...(permit === undefined ? {} : { permit }) } as const
    await expect(exchangeOver(http)(call)).rejects.toThrow('a DELETE was refused')
    expect(http.requests).toEqual([])
  })

  it('has no way beside it: the client offers these functions and no general request', () => {
    const clock = new FakeClock()
    const client = createClient({
      ...{ http: new ScriptedHttp(() => ({})), clock, random: new FakeRandom(), budget: memoryBudget(clock) },
      ...{ serverUrl: 'https://platform.example', credentials: { accountId: 'a', apiKey: 'k' } },
    })
    expect(Object.keys(client).sort()).toEqual([
      ...[
        'answerMs',
        'budget',
        'buildDelete',
        'countListings',
        'deleteAsset',
        'download',
        'estimateWaitMs',
        'hasRoom',
        'listDocuments',
        'listFlexDocuments',
        'listFound',
        'listJobs',
        'listProjects',
      ],
      ...[
        'listSegment',
        'listSegments',
        'readFlexDocument',
        'readSourceLanguage',
        'reserve',
        'roomAt',
        'searchSegments',
        'signIn',
        'signOut',
        'upload',
      ],
      'waitingUntil',
    ])
  })

  it('asks the network to send a DELETE once', async () => {
    const http = new ScriptedHttp(({ url: address }) =>
      address.endsWith('/auth/token') ? { body: '"TOKEN"' } : {},
    )
    const clock = new FakeClock()
    const client = createClient({
      ...{ http, clock, random: new FakeRandom(), budget: memoryBudget(clock) },
      ...{ serverUrl: 'https://platform.example', credentials: { accountId: 'a', apiKey: 'k' } },
    })
    await client.deleteAsset(permitFor(checkDeleteTarget(asset)))
    expect(http.requests.at(-1)).toMatchObject({ method: 'DELETE', once: true })
  })
})
