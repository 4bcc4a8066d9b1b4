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
  it('returns a bare JSON string with an upper-case GUID', async () => {
    const { server, post } = await start()
    const response = await post('/api/auth/token', { accountid: server.accountId, key: server.apiKey })
    expect(response.status).toBe(200)
    expect(response.text).toBe(JSON.stringify(response.json))
    expect(response.json).toMatch(guid)
  })

  it('returns plain text or an object with the switch tokenResponse', async () => {
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
    const response = await post('/api/auth/token', credentials)
    expect(response.status).toBe(400)
    expect(response.json).toEqual({
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
    expect(Object.keys((response.json as { error: object }).error)).toEqual([
      'operation',
      'date',
      'title',
      'details',
      'errorurl',
      'messages',
    ])
  })

  it('keeps earlier tokens valid', async () => {
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
    ['with the token only', { 'X-Auth-AccountId': '' }],
    ['with the account only', { 'X-Auth-Token': '' }],
    ['with another account', { 'X-Auth-AccountId': 'other' }],
    ['with a made-up token', { 'X-Auth-Token': '61094C3A-F44F-4D5C-AD34-1D5185EFFE94' }],
  ])('%s gets the documented expired-token payload', async (title, overrides) => {
    const client = await start()
    const headers: Record<string, string> =
      title === 'without headers' ? {} : { ...client.headers, ...overrides }
    client.headers = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''))
    const response = await client.get('/api/settings/languages')
    expect(response.status).toBe(400)
    expect(response.json).toEqual(expiredReply)
  })

  it('gets 401 with the same payload with the switch tokenErrorStatus', async () => {
    const { server, get } = await start({ switches: { tokenErrorStatus: 401 } })
    server.expireTokens()
    const response = await get('/api/settings/languages')
    expect(response.status).toBe(401)
    expect(response.json).toEqual(expiredReply)
  })
})

describe('a token', () => {
  it('expires after 30 minutes without a call', async () => {
    let now = Date.UTC(2026, 1, 1)
    const { get } = await start({ now: () => now })
    for (let call = 0; call < 4; call += 1) {
      now += 30 * 60_000 - 1
      expect((await get('/api/settings/languages')).status).toBe(200)
    }
    now += 30 * 60_000
    expect((await get('/api/settings/languages')).json).toEqual(expiredReply)
  })

  it('ends with DELETE auth/token, which responds 200 with an empty body', async () => {
    const { get, del } = await start()
    const response = await del('/api/auth/token')
    expect([response.status, response.text]).toEqual([200, ''])
    expect((await get('/api/settings/languages')).json).toEqual(expiredReply)
    expect((await del('/api/auth/token')).json).toEqual(expiredReply)
  })
})
