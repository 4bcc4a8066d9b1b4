import { afterEach, expect, it } from 'vitest'
import { useDemoServer } from '../test-support'

const start = useDemoServer(afterEach)
const path = '/api/settings/languages'
const hourMs = 60 * 60_000

it('refuses the first call over the allowance with the documented payload', async () => {
  const { get } = await start({ switches: { hourlyAllowance: 2 } })
  expect([(await get(path)).status, (await get(path)).status]).toEqual([200, 200])
  const response = await get(path)
  expect(response.status).toBe(429)
  expect(response.json).toEqual({
    error: { type: 'Throttling error', message: 'Requests throttled. Maximum allowed 2 per 01:00:00.' },
    reason: 'Requests throttled. Maximum allowed 2 per 01:00:00.',
  })
  expect(response.headers.has('retry-after')).toBe(false)
})

it('allows 1,000 calls an hour by default', async () => {
  const { server } = await start()
  expect(server.switches.hourlyAllowance).toBe(1000)
})

it('does not count sign-ins, sign-outs, refused tokens or refused calls', async () => {
  let now = Date.UTC(2026, 1, 1)
  const client = await start({ switches: { hourlyAllowance: 1 }, now: () => now })
  for (let round = 0; round < 3; round += 1) {
    await client.signIn()
    expect((await client.del('/api/auth/token')).status).toBe(200)
    expect((await client.get(path)).status).toBe(400)
  }
  await client.signIn()
  expect((await client.get(path)).status).toBe(200)
  expect((await client.get(path)).status).toBe(429)
  now += hourMs
  await client.signIn()
  expect((await client.get(path)).status).toBe(200)
})

it.each(['sliding', 'fixed'] as const)('counts calls in a %s window', async (throttleWindow) => {
  let now = Date.UTC(2026, 1, 1)
  const client = await start({ switches: { hourlyAllowance: 2, throttleWindow }, now: () => now })
  await client.get(path)
  now += hourMs - 1000
  await client.signIn()
  await client.get(path)
  now += 1000
  // The first call is an hour old: a sliding window frees one call, a fixed window all of them.
  expect((await client.get(path)).status).toBe(200)
  expect((await client.get(path)).status).toBe(throttleWindow === 'sliding' ? 429 : 200)
})

it('sends Retry-After in seconds or as a date with the switch retryAfter', async () => {
  let now = Date.UTC(2026, 1, 1)
  const client = await start({
    switches: { hourlyAllowance: 1, retryAfter: 'seconds' },
    now: () => now,
  })
  await client.get(path)
  now += 20 * 60_000
  expect((await client.get(path)).headers.get('retry-after')).toBe('2400')
  client.server.switches.retryAfter = 'date'
  expect((await client.get(path)).headers.get('retry-after')).toBe('Sun, 01 Feb 2026 01:00:00 GMT')
})
