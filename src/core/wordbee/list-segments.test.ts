import { describe, expect, it } from 'vitest'
import type { AssetContext } from '../../shared/asset'
import { memoryBudget } from '../../testing/memory-budget'
import { FakeClock, FakeRandom } from '../../testing/memory-ports'
import { ScriptedHttp, type ScriptedResponse } from '../../testing/scripted-http'
import { createClient, type WordbeeClient } from './client'
import { WordbeeError } from './wordbee-error'

const context: AssetContext = { family: 'classic', scope: 'pr7214' }
const ids = Array.from({ length: 600 }, (_, index) => 27_665_601 + index)

/** A platform with one asset per segment; `respond` may replace the response to a listing. */
function platform(respond: (requestedIds: number[], url: string) => ScriptedResponse | null): {
  client: WordbeeClient
  http: ScriptedHttp
} {
  const http = new ScriptedHttp(({ url }) => {
    if (url.endsWith('/auth/token')) return { body: '"TOKEN"' }
    const requestedIds = (new URL(url).searchParams.get('segmentIds') ?? '').split(',').map(Number)
    return respond(requestedIds, url) ?? { body: JSON.stringify(requestedIds.map(row)) }
  })
  const clock = new FakeClock()
  const client = createClient({
    http,
    clock,
    random: new FakeRandom(),
    serverUrl: 'https://platform.example',
    budget: memoryBudget(clock),
    credentials: { accountId: 'acme', apiKey: 'k' },
  })
  return { client, http }
}

function row(segmentId: number): Record<string, unknown> {
  return {
    segmentId,
    locale: 'en',
    relativePath: '',
    name: 'a.png',
    size: 5,
    modifiedDate: '2026-03-04T06:06:00Z',
  }
}

const badRequest: ScriptedResponse = { status: 400, body: '{"error":{"title":"Unknown segment."}}' }

async function failureOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return error instanceof WordbeeError ? error.failure.kind : String(error)
}

describe('listing many segments', () => {
  it('takes 4 calls for 600 ids of 8 digits, with at most 2,000 characters per query', async () => {
    const { client, http } = platform(() => null)
    const { assets } = await client.listSegments(context, ids)
    expect(assets).toHaveLength(600)
    expect(http.countRequests('/assets/list')).toBe(4)
    expect(client.countListings(context, ids)).toBe(4)
    for (const { url } of http.requests) expect(url.split('?')[1]?.length ?? 0).toBeLessThanOrEqual(2_000)
  })

  it('requests a segment once even if its id is given several times', async () => {
    const { client, http } = platform(() => null)
    expect((await client.listSegments(context, [5, 5, 6, 5])).assets).toHaveLength(2)
    expect(http.requests.at(-1)?.url).toContain('segmentIds=5%2C6')
  })

  it.each([404, 414])('halves a batch on %i and keeps the smaller size', async (status) => {
    const { client, http } = platform((requested) =>
      requested.length > 100 ? { status, body: '<html>' } : null,
    )
    expect((await client.listSegments(context, ids)).assets).toHaveLength(600)
    // 179 ids are rejected, their two halves are accepted; the other 421 take 90 per call.
    expect(http.countRequests('/assets/list')).toBe(1 + 2 + 5)
  })

  it('reports a missing asset API if even a single segment gets a 404', async () => {
    const { client, http } = platform(() => ({ status: 404, body: '<html>' }))
    expect(await failureOf(client.listSegments(context, ids))).toBe('no-asset-api')
    expect(http.countRequests('/assets/list')).toBeLessThan(12)
  })

  it('finds the ids that the server rejects and lists the others', async () => {
    const rejectedIds = [ids[7], ids[300]]
    const { client } = platform((requested) =>
      requested.some((id) => rejectedIds.includes(id)) ? badRequest : null,
    )
    const listing = await client.listSegments(context, ids)
    expect(listing.assets).toHaveLength(598)
    expect(new Set(listing.rejected.map(({ segmentId }) => segmentId))).toEqual(new Set(rejectedIds))
    expect(listing.rejected[0]?.detail).toBe('Unknown segment.')
  })

  it('gives up within 40 calls if everything is rejected', async () => {
    const { client, http } = platform(() => badRequest)
    expect(await failureOf(client.listSegments(context, ids))).toBe('server-refused')
    expect(http.countRequests('/assets/list')).toBeLessThan(40)
  })

  it('leaves out segments that were not requested, and duplicate rows', async () => {
    const { client } = platform(() => ({ body: JSON.stringify([row(5), row(5), row(99)]) }))
    expect((await client.listSegments(context, [5])).assets.map(({ segmentId }) => segmentId)).toEqual([5])
  })

  it('reports each response as it arrives, with the expected number of calls', async () => {
    const { client } = platform(() => null)
    const parts: [number, number, number][] = []
    await client.listSegments(context, ids, {
      onPart: (assets, { done, total }) => parts.push([assets.length, done, total]),
    })
    expect(parts.map(([, done]) => done)).toEqual([1, 2, 3, 4])
    expect(parts.at(-1)?.[2]).toBe(4)
    expect(parts.reduce((sum, [count]) => sum + count, 0)).toBe(600)
  })
})

describe('a listed asset', () => {
  it('is the same from both families', async () => {
    const flexRow = {
      projectId: 7214,
      documentId: '19914',
      segmentId: 5,
      locale: 'en',
      relativePath: 'public\\views',
      fileName: 'a.png',
      fileSizeInBytes: 12,
      contentType: 'image/png',
      modifiedDate: null,
    }
    const { client, http } = platform(() => ({ body: JSON.stringify([flexRow]) }))
    const flex: AssetContext = { family: 'flex', documentId: '19914' }
    const [asset] = (await client.listSegments(flex, [5])).assets
    expect(http.requests.at(-1)?.url).toBe(
      'https://platform.example/api/apps/wbflex/documents/19914/assets/list?segmentIds=5',
    )
    expect(asset).toMatchObject({
      context: flex,
      segmentId: 5,
      locale: 'en',
      relativePath: 'public\\views',
      name: 'a.png',
      size: 12,
      documentId: '19914',
      modifiedDate: null,
    })
  })

  it('has no locale if it is listed as null or "" or is missing', async () => {
    const rows = [{ locale: null }, { locale: '' }, {}].map((part, index) => ({
      ...row(5),
      locale: undefined,
      ...part,
      name: String(index),
    }))
    const { client } = platform(() => ({ body: JSON.stringify(rows) }))
    expect((await client.listSegments(context, [5])).assets.map(({ locale }) => locale)).toEqual([
      null,
      null,
      null,
    ])
  })

  it('keeps dates as sent, and those that stand for no value as null', async () => {
    const dates = [
      '2026-03-04T06:06:00',
      '/Date(1772604360000)/',
      '0001-01-01T00:00:00',
      '/Date(0)/',
      null,
      5,
    ]
    const rows = dates.map((date, at) => ({
      ...row(5),
      name: String(at),
      modifiedDate: date,
      createdDate: date,
    }))
    const { client } = platform(() => ({ body: JSON.stringify(rows) }))
    const { assets } = await client.listSegments(context, [5])
    const expected = ['2026-03-04T06:06:00', '/Date(1772604360000)/', null, null, null, null]
    expect(assets.map(({ modifiedDate }) => modifiedDate)).toEqual(expected)
    expect(assets.map(({ createdDate }) => createdDate)).toEqual(expected)
  })

  it('keeps name and folder unchanged, including lone surrogates', async () => {
    const body =
      '[{"segmentId":5,"name":"e\\u0301\\ud800 ","relativePath":"\\\\a/ ","locale":"zh-CHS","size":"x"}]'
    const { client } = platform(() => ({ body }))
    const [asset] = (await client.listSegments(context, [5])).assets
    expect([asset?.name, asset?.relativePath, asset?.locale, asset?.size]).toEqual([
      'e\u0301\ud800 ',
      '\\a/ ',
      'zh-CHS',
      null,
    ])
  })
})
