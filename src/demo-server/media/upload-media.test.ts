import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { useDemoServer, type Client } from '../test-support'

const start = useDemoServer(afterEach)
const upload = '/api/media/upload'
const attachUrl = '/api/resources/assets/102?scope=pr7214'

function form(name: string | undefined, bytes: string | Uint8Array): FormData {
  const data = new FormData()
  data.append('', new Blob([bytes]), name)
  return data
}

describe('a media upload', () => {
  it('returns a token of 32 hexadecimal digits and the name of the part', async () => {
    const client = await start()
    const response = await client.post(upload, form('résumé.txt', 'x'))
    expect(response.json).toEqual({
      result: { token: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown, name: 'résumé.txt' },
    })
  })

  it('prefers the name in the query', async () => {
    const client = await start()
    const response = await client.post(
      `${upload}?filename=${encodeURIComponent('港 +#.txt')}`,
      form('x.txt', 'x'),
    )
    expect(response.json).toMatchObject({ result: { name: '港 +#.txt' } })
  })

  it('accepts only multipart forms with a file', async () => {
    const client = await start()
    expect((await client.post(upload, { file: 'x' })).status).toBe(400)
    expect((await client.send('POST', upload)).status).toBe(400)
    const empty = new FormData()
    empty.append('text', 'no file')
    expect((await client.post(upload, empty)).status).toBe(400)
  })

  it('stores every byte of a file that is too large for memory', async () => {
    const client = await start()
    const bytes = Buffer.alloc(5 * 1024 * 1024, 'refshelf')
    const filetoken = await client.upload('big.bin', bytes)
    await client.post(attachUrl, { filetoken })
    const stored = await client.server.store.readBytes({ segmentId: 102, name: 'big.bin' })
    expect(Buffer.compare(bytes, stored)).toBe(0)
  })
})

describe('an upload whose client disconnects', () => {
  const disconnectMidway = async (client: Client) => {
    const url = new URL(client.server.url + upload)
    const headers = {
      ...client.headers,
      'Content-Type': 'multipart/form-data; boundary=b',
      'Content-Length': 9_000_000,
    }
    const call = request(url, { method: 'POST', headers })
    call.on('error', () => undefined)
    const arrived = client.server.faults.waitFor({ path: /upload/ })
    call.write('--b\r\nContent-Disposition: form-data; name="file"; filename="x.bin"\r\n\r\n')
    call.write(Buffer.alloc(3_000_000))
    const record = await arrived
    call.destroy()
    await expect.poll(() => record.durationMs).toBeGreaterThan(0)
  }

  it('leaves no bytes behind and the server working', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'refshelf-upload-'))
    for (const options of [{ dataDir }, {}]) {
      const client = await start(options)
      await disconnectMidway(client)
      await expect.poll(() => readdirSync(join(dataDir, 'blobs'))).toEqual([])
      expect((await client.get('/api/settings/languages')).status).toBe(200)
    }
    rmSync(dataDir, { recursive: true })
  })
})

describe('the upload limit', () => {
  const uploadElevenBytes = async (client: Client, query = '') =>
    client.post(upload + query, form('x.bin', 'x'.repeat(11)))

  it('is infinite by default', async () => {
    const client = await start()
    expect((await uploadElevenBytes(client)).status).toBe(200)
  })

  it('refuses with 400, or with a 413 page with the switch uploadLimitAnswer', async () => {
    const client = await start({ switches: { uploadLimitBytes: 10 } })
    expect((await client.post(upload, form('x.bin', 'x'.repeat(10)))).status).toBe(200)
    const response = await uploadElevenBytes(client)
    expect([response.status, response.json]).toMatchObject([
      400,
      { error: { title: 'The file exceeds the maximum size.' } },
    ])
    client.server.switches.uploadLimitAnswer = '413-html'
    const page = await uploadElevenBytes(client)
    expect([page.status, page.headers.get('content-type')]).toEqual([413, 'text/html'])
  })

  it('can be lowered but not raised by the caller', async () => {
    const client = await start({ switches: { uploadLimitBytes: 10 } })
    expect((await uploadElevenBytes(client, '?maxsize=100')).status).toBe(400)
    client.server.switches.uploadLimitBytes = 1000
    expect((await uploadElevenBytes(client, '?maxsize=10')).status).toBe(400)
    expect((await uploadElevenBytes(client, '?maxsize=11')).status).toBe(200)
    expect((await uploadElevenBytes(client, '?maxsize=x')).status).toBe(400)
  })

  it('lets the client finish sending before it responds', async () => {
    const client = await start({ switches: { uploadLimitBytes: 1000 } })
    expect((await client.post(upload, form('x.bin', Buffer.alloc(8 * 1024 * 1024)))).status).toBe(400)
  })
})

describe('an empty file', () => {
  it('is accepted, or refused with the switch emptyFileUpload', async () => {
    const client = await start()
    expect((await client.post(upload, form('empty.txt', ''))).status).toBe(200)
    client.server.switches.emptyFileUpload = '400'
    expect((await client.post(upload, form('empty.txt', ''))).status).toBe(400)
  })
})

describe('a media token', () => {
  const attach = async (client: Client, filetoken: string) =>
    (await client.post(attachUrl, { filetoken })).status

  it('can be reused by default', async () => {
    const client = await start()
    const token = await client.upload('x.txt', 'x')
    expect([await attach(client, token), await attach(client, token)]).toEqual([200, 200])
  })

  it('is valid once if it is single-use', async () => {
    const client = await start({ switches: { mediaToken: 'single-use' } })
    const token = await client.upload('x.txt', 'x')
    expect([await attach(client, token), await attach(client, token)]).toEqual([200, 400])
  })

  it('expires if it is expiring', async () => {
    let now = Date.UTC(2026, 0, 1)
    const client = await start({
      switches: { mediaToken: 'expiring', mediaTokenLifeMs: 5000 },
      now: () => now,
    })
    const token = await client.upload('x.txt', 'x')
    now += 4999
    expect(await attach(client, token)).toBe(200)
    now += 1
    expect(await attach(client, token)).toBe(400)
  })
})

describe('an upload of several files', () => {
  const several = '/api/media/upload/multi'
  const names = ['a.txt', 'résumé.txt', 'a.txt']

  function severalFiles(): FormData {
    const data = new FormData()
    for (const [index, name] of names.entries()) data.append('file', new Blob([`bytes ${index}`]), name)
    return data
  }

  const tokensIn = (json: unknown) => (json as { tokens: string[] }).tokens

  it('returns a token for each file in their order, even for equal names', async () => {
    const client = await start()
    const response = await client.post(several, severalFiles())
    const tokens = tokensIn(response.json)
    expect(new Set(tokens).size).toBe(3)
    for (const [index, filetoken] of tokens.entries()) {
      expect((await client.post(attachUrl, { filetoken })).status).toBe(200)
      const stored = await client.server.store.readBytes({ segmentId: 102, name: names[index] ?? '' })
      expect(stored.toString()).toBe(`bytes ${index}`)
    }
  })

  it('can return the tokens as objects, or inside a result, with the switch jointUpload', async () => {
    const client = await start({ switches: { jointUpload: 'token-objects' } })
    const objects = await client.post(several, severalFiles())
    expect(objects.json).toMatchObject({ tokens: names.map((name) => ({ name })) })
    client.server.switches.jointUpload = 'in-result'
    expect((await client.post(several, severalFiles())).json).toHaveProperty('result.tokens')
  })

  it.each(['400', '404', '405', '501'] as const)('can be missing (%s)', async (jointUpload) => {
    const client = await start({ switches: { jointUpload } })
    expect((await client.post(several, severalFiles())).status).toBe(Number(jointUpload))
  })

  it('stores none of the files if one is refused', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'refshelf-upload-'))
    const client = await start({ dataDir, switches: { uploadLimitBytes: 7, emptyFileUpload: '400' } })
    const tooLarge = severalFiles()
    tooLarge.append('file', new Blob(['more than 7']), 'b.txt')
    expect((await client.post(several, tooLarge)).status).toBe(400)
    const empty = severalFiles()
    empty.append('file', new Blob([]), 'b.txt')
    expect((await client.post(several, empty)).status).toBe(400)
    await expect.poll(() => readdirSync(join(dataDir, 'blobs'))).toEqual([])
    rmSync(dataDir, { recursive: true })
  })
})
