import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startDemoServer, type DemoServer } from '../../demo-server'
import type { ConnectRequest } from '../../shared/connection'
import { memoryBudget } from '../../testing/memory-budget'
import { FakeClock, FakeRandom, MemoryFiles, MemorySecretBox, nodeHash } from '../../testing/memory-ports'
import { NodeHttpPort } from '../../testing/node-http-port'
import { Connections } from './connections'
import { KeyStore } from './key-store'
import { LiveConnections } from './live-connections'

class FullFiles extends MemoryFiles {
  isFull = false

  override write(name: string, bytes: Uint8Array): Promise<void> {
    return this.isFull ? Promise.reject(new Error('ENOSPC')) : super.write(name, bytes)
  }
}

describe('a read-only connection', () => {
  const http = new NodeHttpPort()
  const clock = new FakeClock()
  let server: DemoServer
  let files: FullFiles
  let connections: Connections

  function start(): Connections {
    const ports = { files, clock, random: new FakeRandom() }
    const appFacts = { platform: 'linux', appName: 'Refshelf' }
    const box = new MemorySecretBox()
    return new Connections({
      ...ports,
      live: new LiveConnections(),
      http,
      confirmKeyOwner: () => Promise.resolve(true),
      keys: new KeyStore({ ...ports, ...appFacts, box, hash: nodeHash }),
      demo: {
        start: () => Promise.resolve({ ...server, serverUrl: server.url }),
        reset: () => Promise.resolve(),
        stop: () => Promise.resolve(),
      },
      policy: { loopbackOnly: true },
      budgetOf: () => Promise.resolve(memoryBudget(clock)),
      onChange: () => undefined,
    })
  }

  const request = (facts: Partial<ConnectRequest> = {}): ConnectRequest => {
    const { url: serverUrl, accountId, apiKey } = server
    return { serverUrl, accountId, apiKey, remember: true, readOnly: false, ...facts }
  }

  async function savedId(): Promise<string> {
    return (await connections.savedConnections())[0]?.id ?? ''
  }

  beforeEach(async () => {
    server = await startDemoServer({ seed: { projects: [{ id: 1 }] } })
    files = new FullFiles()
    connections = start()
  })

  afterEach(() => server.close())

  it('is set when connecting, and saved', async () => {
    await connections.connect(request({ readOnly: true }))
    expect(connections.current()?.connection.readOnly).toBe(true)
    expect(await start().savedConnections()).toMatchObject([{ readOnly: true }])
  })

  it('is read-only for the session if it is not remembered', async () => {
    await connections.connect(request({ remember: false, readOnly: true }))
    expect(connections.current()?.connection.readOnly).toBe(true)
    expect(await connections.savedConnections()).toEqual([])
  })

  it.each(['typed', 'typed and remembered', 'environment'])(
    'stays read-only when the same account is opened in another way: %s',
    async (way) => {
      await connections.connect(request({ readOnly: true }))
      await connections.signOut()
      if (way === 'environment') await connections.connectForThisRun(request())
      else await connections.connect(request({ remember: way !== 'typed' }))
      expect(connections.current()?.connection.readOnly).toBe(true)
      expect(await connections.savedConnections()).toMatchObject([{ readOnly: true }])
    },
  )

  it('is updated at once in an open connection', async () => {
    await connections.connect(request())
    const open = connections.current()
    await connections.setReadOnly(await savedId(), true)
    expect(open?.connection.readOnly).toBe(true)
    expect(connections.current()).toBe(open)
    await connections.setReadOnly(await savedId(), false)
    expect(open?.connection.readOnly).toBe(false)
  })

  it('becomes read-only even if that cannot be saved, and writable only after it was saved', async () => {
    await connections.connect(request())
    const id = await savedId()
    files.isFull = true
    const refused = { ok: false, failure: { kind: 'storage-failed' } }
    expect(await connections.setReadOnly(id, true)).toMatchObject(refused)
    expect(connections.current()?.connection.readOnly).toBe(true)
    expect(await connections.setReadOnly(id, false)).toMatchObject(refused)
    expect(connections.current()?.connection.readOnly).toBe(true)
  })

  it('applies to the same account when it is open but not saved', async () => {
    await connections.connect(request())
    await connections.connect(request({ remember: false }))
    expect(connections.current()?.connection).toMatchObject({ id: 'session', readOnly: false })
    await connections.setReadOnly(await savedId(), true)
    expect(connections.current()?.connection.readOnly).toBe(true)
  })

  it('can be the demo until it is reopened, but not an unknown connection', async () => {
    await connections.openDemo()
    await connections.setReadOnly('demo', true)
    expect(connections.current()?.connection.readOnly).toBe(true)
    await connections.openDemo()
    expect(connections.current()?.connection.readOnly).toBe(false)
    expect(await connections.setReadOnly('unknown', true)).toMatchObject({
      failure: { kind: 'request-invalid' },
    })
  })

  it('is not the default in a file of the first release', async () => {
    const firstRelease = {
      v: 1,
      connections: [
        { id: 'a', name: 'Acme', color: 'blue', serverUrl: 'https://platform.example', accountId: 'acme' },
      ],
    }
    files.files.set('connections.json', new TextEncoder().encode(JSON.stringify(firstRelease)))
    expect(await connections.savedConnections()).toMatchObject([{ id: 'a', name: 'Acme', readOnly: false }])
    await connections.setReadOnly('a', true)
    expect(await start().savedConnections()).toMatchObject([
      { id: 'a', name: 'Acme', color: 'blue', readOnly: true },
    ])
  })
})
