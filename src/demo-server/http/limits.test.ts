import { afterEach, expect, it } from 'vitest'
import { useDemoServer } from '../test-support'

const start = useDemoServer(afterEach)
const list = '/api/resources/assets/list?'

const queryOf = (length: number) => 'scope=pr7214&segmentIds=101'.padEnd(length, '%2C101').slice(0, length)

it('accepts a query string of 2,048 characters and refuses a longer one with the page of IIS', async () => {
  const { get } = await start()
  const longest = `scope=pr7214&segmentIds=101&v=`.padEnd(2048, 'x')
  expect((await get(list + longest)).status).toBe(200)
  const response = await get(`${list}${longest}x`)
  expect(response.status).toBe(404)
  expect(response.headers.get('content-type')).toBe('text/html')
  expect(response.text).toContain('404.15')
})

it('measures the query as sent, before decoding', async () => {
  const { get } = await start()
  expect(decodeURIComponent(queryOf(2049)).length).toBeLessThan(1500)
  expect((await get(list + queryOf(2048))).status).toBe(200)
  expect((await get(list + queryOf(2049))).status).toBe(404)
})

it('responds 414 with the switch longQuery', async () => {
  const { get } = await start({ switches: { longQuery: 414 } })
  expect((await get(list + queryOf(3000))).status).toBe(414)
})

it('also refuses an enormous query with its own page', async () => {
  const { get } = await start()
  expect((await get(list + queryOf(100_000))).status).toBe(404)
})

it('accepts the ids of 180 segments in one query', async () => {
  const { get } = await start()
  const ids = Array.from({ length: 180 }, (_, index) => 27665601 + index).join('%2C')
  expect(`scope=pr7214&segmentIds=${ids}`.length).toBeLessThan(2048)
  expect((await get(`${list}scope=pr7214&segmentIds=${ids}`)).json).toEqual([])
})

it.each(['/api/nothing', '/other', '/api/resources/assets', '/api/resources/segments/view/delete'])(
  'responds with the 404 page at %s, signed in or not',
  async (path) => {
    const client = await start()
    const first = await client.get(path)
    client.headers = {}
    const second = await client.post(path, {})
    for (const response of [first, second]) {
      expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/html'])
    }
  },
)

it('lacks only the asset endpoints with the switch assetApi', async () => {
  const { get } = await start({ switches: { assetApi: 'absent' } })
  for (const path of [
    '/api/resources/assets/101/list?scope=pr7214',
    '/api/apps/wbflex/documents/19914/assets/301/list',
  ]) {
    const response = await get(path)
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/html'])
  }
  expect((await get('/api/settings/languages')).status).toBe(200)
})

it.each([
  ['400', 400],
  ['403', 403],
] as const)('refuses all calls except sign-in with %s if the key has no rights', async (anyRight, status) => {
  const client = await start({ switches: { anyRight } })
  await client.signIn()
  const response = await client.get('/api/resources/assets/101/list?scope=pr7214')
  expect(response.status).toBe(status)
  expect(response.json).toMatchObject({ error: { title: 'You have no permission to access this item.' } })
})
