import {
  assertNothingTripped,
  startDemoServer,
  type DemoServer,
  type DemoServerOptions,
  type SeedSpec,
} from '.'

/** A response as the demo server's own tests see it, unchecked. */
export interface ClientResponse {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The parsed body, or undefined if it is not JSON. */
  readonly json: unknown
}

export interface Client {
  readonly server: DemoServer
  headers: Record<string, string>
  readonly send: (method: string, path: string, body?: unknown) => Promise<ClientResponse>
  readonly get: (path: string) => Promise<ClientResponse>
  readonly post: (path: string, body: unknown) => Promise<ClientResponse>
  readonly del: (path: string) => Promise<ClientResponse>
  /** Multipart; returns the media token. */
  readonly upload: (name: string, bytes: string | Uint8Array, query?: string) => Promise<string>
  readonly signIn: () => Promise<void>
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export async function readResponse(response: Response): Promise<ClientResponse> {
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: parseJson(text) }
}

export function tokenIn(response: ClientResponse): string {
  const { result } = response.json as { result: { token: string } }
  return result.token
}

function createClient(server: DemoServer): Client {
  const client: Client = {
    server,
    headers: {},
    async send(method, path, body) {
      const isForm = body instanceof FormData
      const json = body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }
      const init = { method, headers: { ...client.headers, ...json }, redirect: 'manual' } as const
      const content = isForm ? { body } : body === undefined ? {} : { body: JSON.stringify(body) }
      return readResponse(await fetch(server.url + path, { ...init, ...content }))
    },
    get: (path) => client.send('GET', path),
    post: (path, body) => client.send('POST', path, body),
    del: (path) => client.send('DELETE', path),
    async upload(name, bytes, query = '') {
      const form = new FormData()
      form.append('file', new Blob([bytes]), name)
      return tokenIn(await client.post(`/api/media/upload${query}`, form))
    },
    async signIn() {
      const response = await client.post('/api/auth/token', {
        accountid: server.accountId,
        key: server.apiKey,
      })
      client.headers = { 'X-Auth-Token': String(response.json), 'X-Auth-AccountId': server.accountId }
    },
  }
  return client
}

/** Two projects, classic documents and a Flex document, and one file name in many folders and locales. */
export const smallSeed: SeedSpec = {
  projects: [
    { id: 7214, reference: 'Game' },
    { id: 7215, reference: 'Other' },
  ],
  documents: [
    { did: 19641, pid: 7214, name: 'ui\\menu.docx' },
    { did: 19642, pid: 7215 },
    { did: 19914, pid: 7214, flexId: '19914', name: 'ios\\strings' },
  ],
  segments: [
    { sid: 101, did: 19641, texts: { en: 'Start', de: 'Starten' }, ctx: 'menu.start' },
    { sid: 102, did: 19641, texts: { en: 'Stop' }, ctx: 'menu.stop' },
    { sid: 201, did: 19642, texts: { en: 'Elsewhere' } },
    { sid: 301, did: 19914, texts: { en: 'Mobile' } },
  ],
  jobs: [
    { id: 's773', pid: 7214, documentIds: [19641], paragraphs: { first: 1, last: 1 } },
    { id: 'c2002', pid: 7214, documentIds: [19641], target: 'fr' },
  ],
  assets: [
    { segmentId: 101, name: 'a.png', bytes: 'neutral', modified: '2025-05-05T05:05:05.0000001Z' },
    { segmentId: 101, name: 'a.png', locale: 'en', bytes: 'english' },
    { segmentId: 101, name: 'a.png', locale: 'de', bytes: 'deutsch!' },
    { segmentId: 101, name: 'a.png', locale: 'en', relativePath: 'public/views', bytes: 'deep' },
    { segmentId: 101, name: 'a.png', relativePath: 'en', bytes: 'folder named en' },
    { segmentId: 102, name: 'b.txt', bytes: 'second segment' },
    { segmentId: 201, name: 'c.txt', bytes: 'other project' },
    { segmentId: 301, name: 'm.jpg', locale: 'en', relativePath: 'public/images', bytes: 'flex' },
    { segmentId: 301, name: 'm.jpg', bytes: 'flex neutral' },
  ],
}

/**
 * Starts servers with a signed-in client and closes them after each test. The hook is a parameter because the demo server
 * must not depend on vitest.
 */
export function useDemoServer(afterEach: (cleanUp: () => Promise<void>) => void) {
  const running: DemoServer[] = []
  afterEach(async () => {
    for (const server of running.splice(0)) await server.close()
    assertNothingTripped()
  })
  return async (options: DemoServerOptions = {}): Promise<Client> => {
    const server = await startDemoServer({ seed: smallSeed, ...options })
    running.push(server)
    const client = createClient(server)
    await client.signIn()
    return client
  }
}

/** The files of a segment as `locale/folder/name`, sorted. */
export function filesOf(client: Client, segmentId: number): string[] {
  return client.server.store
    .ofSegment(segmentId)
    .map((file) => [file.locale ?? '-', file.relativePath, file.name].filter((part) => part !== '').join('/'))
    .sort()
}
