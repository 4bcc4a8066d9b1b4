import { afterEach, describe, expect, it } from 'vitest'
import { useDemoServer } from '../test-support'

const start = useDemoServer(afterEach)
const guid = /^[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}$/
const platformDatePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/

const expiredReply = {
  error: {
    operation: null,
    date: expect.stringMatching(platformDatePattern) as unknown,
    title: 'Token invalid or expired.',
    details: 'Token invalid or expired.',
    errorurl: null,
    messages: [
      {
        title: 'Not authenticated',
        details: 'API construct session from token failed with error: Not authenticated',
        errorurl: null,
      },
    ],
  },
  reason: 'Not authenticated - API construct session from token failed with error: Not authenticated',
}

describe('signing in', () => {
  it('answers a bare JSON string with an upper-case GUID', async () => {
    const { server, post } = await start()
    const answer = await post('/api/auth/token', { accountid: server.accountId, key: server.apiKey })
    expect(answer.status).toBe(200)
    expect(answer.text).toBe(JSON.stringify(answer.json))
    expect(answer.json).toMatch(guid)
  })

  it('answers plain text or an object when the switch says so', async () => {
    const { server, post } = await start()
    const credentials = { accountid: server.accountId, key: server.apiKey }
    server.switches.tokenResponse = 'plain-text'
    expect((await post('/api/auth/token', credentials)).text).toMatch(guid)
    server.switches.tokenResponse = 'object'
    expect((await post('/api/auth/token', credentials)).json).toEqual({
      token: expect.stringMatching(guid) as unknown,
    })
  })

  it.each([
    { accountid: 'demo', key: 'wrong' },
    { accountid: 'other', key: 'right' },
    { accountid: 'demo' },
    {},
  ])('refuses %o with the documented payload', async (credentials) => {
    const { server, post } = await start({ apiKey: 'right' })
    expect(server.accountId).toBe('demo')
    const answer = await post('/api/auth/token', credentials)
    expect(answer.status).toBe(400)
    expect(answer.json).toEqual({
      error: {
        operation: null,
        date: expect.stringMatching(platformDatePattern) as unknown,
        title: 'Invalid private key.',
        details: null,
        errorurl: null,
        messages: [],
      },
      reason: 'Invalid private key.',
    })
    expect(Object.keys((answer.json as { error: object }).error)).toEqual([
      'operation',
      'date',
      'title',
      'details',
      'errorurl',
      'messages',
    ])
  })

  it('leaves earlier tokens good', async () => {
    const client = await start()
    const { headers } = client
    await client.signIn()
    expect(client.headers).not.toEqual(headers)
    client.headers = headers
    expect((await client.get('/api/settings/languages')).status).toBe(200)
  })

  it('keeps the key out of the call log', async () => {
    const { server } = await start({ apiKey: 'top-secret-key' })
    expect(JSON.stringify(server.calls.all)).not.toContain('top-secret-key')
  })
})

describe('a call', () => {
  it.each([
    ['without headers', {}],
    ['with the token alone', { 'X-Auth-AccountId': '' }],
    ['with the account alone', { 'X-Auth-Token': '' }],
    ['with another account', { 'X-Auth-AccountId': 'other' }],
    ['with a made-up token', { 'X-Auth-Token': '61094C3A-F44F-4D5C-AD34-1D5185EFFE94' }],
  ])('%s answers the documented expired-token payload', async (what, changed) => {
    const client = await start()
    const all: Record<string, string> = what === 'without headers' ? {} : { ...client.headers, ...changed }
    client.headers = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''))
    const answer = await client.get('/api/settings/languages')
    expect(answer.status).toBe(400)
    expect(answer.json).toEqual(expiredReply)
  })

  it('answers 401 with the same payload when the switch says so', async () => {
    const { server, get } = await start({ switches: { tokenErrorStatus: 401 } })
    server.expireTokens()
    const answer = await get('/api/settings/languages')
    expect(answer.status).toBe(401)
    expect(answer.json).toEqual(expiredReply)
  })
})

describe('a token', () => {
  it('lives as long as no 30 minutes pass without a call', async () => {
    let now = Date.UTC(2026, 1, 1)
    const { get } = await start({ now: () => now })
    for (let call = 0; call < 4; call += 1) {
      now += 30 * 60_000 - 1
      expect((await get('/api/settings/languages')).status).toBe(200)
    }
    now += 30 * 60_000
    expect((await get('/api/settings/languages')).json).toEqual(expiredReply)
  })

  it('ends with DELETE auth/token, which answers 200 and nothing', async () => {
    const { get, del } = await start()
    const answer = await del('/api/auth/token')
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect((await get('/api/settings/languages')).json).toEqual(expiredReply)
    expect((await del('/api/auth/token')).json).toEqual(expiredReply)
  })
})
