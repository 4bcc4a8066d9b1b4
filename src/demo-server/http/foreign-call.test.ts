import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DemoServer } from '../demo-server'
import { startDemoServer } from '../start-demo-server'

let server: DemoServer

beforeEach(async () => {
  server = await startDemoServer()
})

afterEach(() => server.close())

function statusOf(headers: Readonly<Record<string, string>>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${server.url}/api/projects/list/full`, { method, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end()
  })
}

describe('the demo server', () => {
  it.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '10.0.0.1',
  ])('refuses the host %j', async (host) => {
    expect(await statusOf({ host })).toBe(403)
    expect(server.calls.count()).toBe(0)
  })

  it.each(['https://evil.example', 'null', 'http://localhost:3000', ''])(
    'refuses the origin %j',
    async (origin) => {
      expect(await statusOf({ origin })).toBe(403)
      expect(await statusOf({ origin }, 'OPTIONS')).toBe(403)
      expect(server.calls.count()).toBe(0)
    },
  )

  it.each(['127.0.0.1', 'localhost', 'LOCALHOST:1234', '[::1]:5'])('accepts the host %s', async (host) => {
    expect(await statusOf({ host })).not.toBe(403)
    expect(server.calls.count()).toBe(1)
  })
})

describe('the call log', () => {
  it('stays empty if it is not wanted, and calls are served', async () => {
    const demo = await startDemoServer({ recordsCalls: false })
    const answer = await fetch(`${demo.url}/api/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ accountid: demo.accountId, key: demo.apiKey }),
    })
    expect(answer.status).toBe(200)
    expect(demo.calls.all).toEqual([])
    await demo.close()
  })
})
