import { afterEach, expect, it } from 'vitest'
import { useDemoServer } from '../test-support'

const start = useDemoServer(afterEach)
const call = '/api/settings/languages'
const hour = 60 * 60_000

it('refuses the call after the allowance, with the documented payload field for field', async () => {
  const { get } = await start({ switches: { hourlyAllowance: 2 } })
  expect([(await get(call)).status, (await get(call)).status]).toEqual([200, 200])
  const answer = await get(call)
  expect(answer.status).toBe(429)
  expect(answer.json).toEqual({
    error: { type: 'Throttling error', message: 'Requests throttled. Maximum allowed 2 per 01:00:00.' },
    reason: 'Requests throttled. Maximum allowed 2 per 01:00:00.',
  })
  expect(answer.headers.has('retry-after')).toBe(false)
})

it('allows 1,000 calls an hour by default', async () => {
  const { server } = await start()
  expect(server.switches.hourlyAllowance).toBe(1000)
})

it('does not count sign-in, sign-out, refused tokens and refused calls', async () => {
  let now = Date.UTC(2026, 1, 1)
  const client = await start({ switches: { hourlyAllowance: 1 }, now: () => now })
  for (let round = 0; round < 3; round += 1) {
    await client.signIn()
    expect((await client.del('/api/auth/token')).status).toBe(200)
    expect((await client.get(call)).status).toBe(400)
  }
  await client.signIn()
  expect((await client.get(call)).status).toBe(200)
  expect((await client.get(call)).status).toBe(429)
  now += hour
  await client.signIn()
  expect((await client.get(call)).status).toBe(200)
})

it.each(['sliding', 'fixed'] as const)('counts a %s hour', async (throttleWindow) => {
  let now = Date.UTC(2026, 1, 1)
  const client = await start({ switches: { hourlyAllowance: 2, throttleWindow }, now: () => now })
  await client.get(call)
  now += hour - 1000
  await client.signIn()
  await client.get(call)
  now += 1000
  // The first call is an hour old: one is free again, or the whole allowance.
  expect((await client.get(call)).status).toBe(200)
  expect((await client.get(call)).status).toBe(throttleWindow === 'sliding' ? 429 : 200)
})

it('tells when to come back, in seconds or as a date, when the switch says so', async () => {
  let now = Date.UTC(2026, 1, 1)
  const client = await start({
    switches: { hourlyAllowance: 1, retryAfter: 'seconds' },
    now: () => now,
  })
  await client.get(call)
  now += 20 * 60_000
  expect((await client.get(call)).headers.get('retry-after')).toBe('2400')
  client.server.switches.retryAfter = 'date'
  expect((await client.get(call)).headers.get('retry-after')).toBe('Sun, 01 Feb 2026 01:00:00 GMT')
})
