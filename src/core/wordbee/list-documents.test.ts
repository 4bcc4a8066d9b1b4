import { describe, expect, it } from 'vitest'
import { memoryBudget } from '../../testing/memory-budget'
import { FakeClock, FakeRandom } from '../../testing/memory-ports'
import { ScriptedHttp } from '../../testing/scripted-http'
import { createClient } from './client'

/** Documents listed, the number told, whether there may be more, and the calls; pages as told, the last one for ever. */
async function listed(...pages: readonly unknown[]): Promise<readonly unknown[]> {
  let asked = 0
  const http = new ScriptedHttp(({ url }) => {
    if (url.endsWith('/auth/token')) return { body: '"TOKEN"' }
    asked += 1
    return { body: JSON.stringify(pages[Math.min(asked, pages.length) - 1]) }
  })
  const clock = new FakeClock()
  const client = createClient({
    ...{ http, clock, random: new FakeRandom(), serverUrl: 'https://platform.example' },
    budget: memoryBudget(clock),
    credentials: { accountId: 'acme', apiKey: 'k' },
  })
  const { rows, received, total, mayHaveMore } = await client.listDocuments(7)
  return [rows.length, received, total, mayHaveMore, asked]
}

const from = (first: number, count: number) =>
  Array.from({ length: count }, (_, at) => ({ did: first + at, name: 'd' }))

describe('the documents of a project', () => {
  it('are all where the server says so', async () => {
    expect(await listed({ items: from(1, 30), total: 30 }, { items: [], total: 30 })).toEqual([
      ...[30, 30, 30, false, 2],
    ])
    expect(await listed({ rows: from(1, 17), total: '17' })).toEqual([17, 17, 17, false, 1])
    expect(await listed({ items: from(1, 20), hasmore: false })).toEqual([20, 20, null, false, 1])
    expect(await listed({ items: [], total: 0 })).toEqual([0, 0, 0, false, 1])
  })

  it('go on where the total is that of the page', async () => {
    const pages = [1, 21, 41].map((first) => ({ items: from(first, first === 41 ? 7 : 20), total: 20 }))
    expect(await listed(...pages, { items: [], total: 0 })).toEqual([47, 47, 20, false, 3])
  })

  it('may be more where a page repeats, or one of a usual length is all', async () => {
    expect(await listed({ items: from(1, 20) })).toEqual([20, 20, null, true, 2])
    expect(await listed({ items: from(1, 50) }, { items: [] })).toEqual([50, 50, null, true, 2])
    expect(await listed({ items: from(1, 20), hasmore: true })).toEqual([20, 20, null, true, 2])
  })

  it('are missing where the server tells more, or rows cannot be read', async () => {
    expect(await listed({ items: from(1, 17), total: 99 }, { items: [] })).toEqual([17, 17, 99, false, 2])
    expect(await listed({ items: [...from(1, 3), null, 5], total: 5 })).toEqual([3, 5, 5, false, 1])
  })
})
