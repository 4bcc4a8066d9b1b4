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
    http,
    clock,
    accountId: 'acme',
    timeouts: defaultTimeouts,
    redact: (text: string) => text,
    budget: memoryBudget(clock),
    session: createSession(() => Promise.resolve('TOKEN'), clock),
    throttle: createThrottle({ clock, random: new FakeRandom(), onChange: () => undefined }),
    onResponse: () => undefined,
  })
}

function permitFor(target: DeleteTarget | null): DeletePermit {
  const request = target === null ? null : buildDelete(root, target)
  if (request?.ok !== true) throw new Error('the sample must be deletable')
  return request.permit
}

describe('the one door for DELETE', () => {
  it('sends a request that was built and verified', async () => {
    const http = new ScriptedHttp(() => ({}))
    const permit = permitFor(checkDeleteTarget(asset))
    await exchangeOver(http)({ method: 'DELETE', url: permit.url, permit })
    expect(http.requests.map((request) => request.url)).toEqual([url])
  })

  it.each<[string, DeletePermit | undefined, string]>([
    ['no permit', undefined, url],
    ['a forged permit', { url } as DeletePermit, url],
    ['a permit for another URL', permitFor(checkDeleteTarget(asset)), url.replace('a.png', 'b.png')],
    [
      'a permit for a URL with a name, for one without',
      permitFor(checkDeleteTarget(asset)),
      url.split('&')[0] ?? '',
    ],
  ])('sends nothing with %s', async (_, permit, deleteUrl) => {
    const http = new ScriptedHttp(() => ({}))
    const call = { method: 'DELETE', url: deleteUrl, ...(permit === undefined ? {} : { permit }) } as const
    await expect(exchangeOver(http)(call)).rejects.toThrow('a DELETE was refused')
    expect(http.requests).toEqual([])
  })

  it('is the only way: the client offers exactly these functions and no generic request', () => {
    const clock = new FakeClock()
    const client = createClient({
      http: new ScriptedHttp(() => ({})),
      clock,
      random: new FakeRandom(),
      budget: memoryBudget(clock),
      serverUrl: 'https://platform.example',
      credentials: { accountId: 'a', apiKey: 'k' },
    })
    expect(Object.keys(client).sort()).toEqual([
      'acceptsJointUploads',
      'averageResponseMs',
      'budget',
      'buildDelete',
      'countListings',
      'deleteAsset',
      'download',
      'estimateWaitMs',
      'hasQuota',
      'listDocuments',
      'listFlexDocuments',
      'listFound',
      'listJobs',
      'listProjects',
      'listSegment',
      'listSegments',
      'quotaFreeAt',
      'readFlexDocument',
      'readSourceLanguage',
      'refuseJointUploads',
      'reserve',
      'searchSegments',
      'signIn',
      'signOut',
      'upload',
      'uploadTogether',
      'waitingUntil',
    ])
  })

  it('marks a DELETE so that the network stack never resends it', async () => {
    const http = new ScriptedHttp(({ url: requestUrl }) =>
      requestUrl.endsWith('/auth/token') ? { body: '"TOKEN"' } : {},
    )
    const clock = new FakeClock()
    const client = createClient({
      http,
      clock,
      random: new FakeRandom(),
      budget: memoryBudget(clock),
      serverUrl: 'https://platform.example',
      credentials: { accountId: 'a', apiKey: 'k' },
    })
    await client.deleteAsset(permitFor(checkDeleteTarget(asset)))
    expect(http.requests.at(-1)).toMatchObject({ method: 'DELETE', once: true })
  })
})
