import { describe, expect, it } from 'vitest'
import { memoryBudget } from '../../testing/memory-budget'
import { FakeClock, FakeRandom } from '../../testing/memory-ports'
import { ScriptedHttp } from '../../testing/scripted-http'
import { createClient } from './client'

/**
 * Lists documents from a server that returns these pages and then repeats the last one. Returns the number of documents, the
 * rows received, the total, whether there may be more, and the number of calls.
 */
async function listPages(...pages: readonly unknown[]): Promise<readonly unknown[]> {
  let calls = 0
  const http = new ScriptedHttp(({ url }) => {
    if (url.endsWith('/auth/token')) return { body: '"TOKEN"' }
    calls += 1
    return { body: JSON.stringify(pages[Math.min(calls, pages.length) - 1]) }
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
  const { rows, received, total, mayHaveMore } = await client.listDocuments(7)
  return [rows.length, received, total, mayHaveMore, calls]
}

const from = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ did: first + index, name: 'd' }))

describe('the documents of a project', () => {
  it('are complete when the server reports it', async () => {
    expect(await listPages({ items: from(1, 30), total: 30 }, { items: [], total: 30 })).toEqual([
      30,
      30,
      30,
      false,
      2,
    ])
    expect(await listPages({ rows: from(1, 17), total: '17' })).toEqual([17, 17, 17, false, 1])
    expect(await listPages({ items: from(1, 20), hasmore: false })).toEqual([20, 20, null, false, 1])
    expect(await listPages({ items: [], total: 0 })).toEqual([0, 0, 0, false, 1])
  })

  it('are listed further when the total counts only one page', async () => {
    const pages = [1, 21, 41].map((first) => ({ items: from(first, first === 41 ? 7 : 20), total: 20 }))
    expect(await listPages(...pages, { items: [], total: 0 })).toEqual([47, 47, 20, false, 3])
  })

  it('may be incomplete if a page repeats, or if there is only one page of a common size', async () => {
    expect(await listPages({ items: from(1, 20) })).toEqual([20, 20, null, true, 2])
    expect(await listPages({ items: from(1, 50) }, { items: [] })).toEqual([50, 50, null, true, 2])
    expect(await listPages({ items: from(1, 20), hasmore: true })).toEqual([20, 20, null, true, 2])
  })

  it('are counted as missing if the total is larger or rows cannot be parsed', async () => {
    expect(await listPages({ items: from(1, 17), total: 99 }, { items: [] })).toEqual([17, 17, 99, false, 2])
    expect(await listPages({ items: [...from(1, 3), null, 5], total: 5 })).toEqual([3, 5, 5, false, 1])
  })
})
