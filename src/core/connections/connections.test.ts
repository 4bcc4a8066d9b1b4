import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startDemoServer, type DemoServer } from '../../demo-server'
import type { ConnectRequest } from '../../shared/connection'
import { memoryBudget } from '../../testing/memory-budget'
import { FakeClock, FakeRandom, MemoryFiles, MemorySecretBox, nodeHash } from '../../testing/memory-ports'
import { NodeHttpPort } from '../../testing/node-http-port'
import { Connections } from './connections'
import { KeyStore } from './key-store'

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
      http,
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

  it('is asked for when connecting, and kept', async () => {
    await connections.connect(request({ readOnly: true }))
    expect(connections.current()?.connection.readOnly).toBe(true)
    expect(await start().savedConnections()).toMatchObject([{ readOnly: true }])
  })

  it('lasts for the session where it is not remembered', async () => {
    await connections.connect(request({ remember: false, readOnly: true }))
    expect(connections.current()?.connection.readOnly).toBe(true)
    expect(await connections.savedConnections()).toEqual([])
  })

  it.each(['typed', 'typed and remembered', 'environment'])(
    'is not opened for writing by another way to the same account: %s',
    async (way) => {
      await connections.connect(request({ readOnly: true }))
      await connections.signOut()
      if (way === 'environment') await connections.connectForThisRun(request())
      else await connections.connect(request({ remember: way !== 'typed' }))
      expect(connections.current()?.connection.readOnly).toBe(true)
      expect(await connections.savedConnections()).toMatchObject([{ readOnly: true }])
    },
  )

  it('holds at once for whoever has the open connection in hand', async () => {
    await connections.connect(request())
    const open = connections.current()
    await connections.setReadOnly(await savedId(), true)
    expect(open?.connection.readOnly).toBe(true)
    expect(connections.current()).toBe(open)
    await connections.setReadOnly(await savedId(), false)
    expect(open?.connection.readOnly).toBe(false)
  })

  it('holds although it cannot be written down, and ends only once that is', async () => {
    await connections.connect(request())
    const id = await savedId()
    files.isFull = true
    const refused = { ok: false, failure: { kind: 'storage-failed' } }
    expect(await connections.setReadOnly(id, true)).toMatchObject(refused)
    expect(connections.current()?.connection.readOnly).toBe(true)
    expect(await connections.setReadOnly(id, false)).toMatchObject(refused)
    expect(connections.current()?.connection.readOnly).toBe(true)
  })

  it('holds for the account that is open without being the saved one', async () => {
    await connections.connect(request())
    await connections.connect(request({ remember: false }))
    expect(connections.current()?.connection).toMatchObject({ id: 'session', readOnly: false })
    await connections.setReadOnly(await savedId(), true)
    expect(connections.current()?.connection.readOnly).toBe(true)
  })

  it('holds for the demo until it is opened anew, and for nothing that is not there', async () => {
    await connections.openDemo()
    await connections.setReadOnly('demo', true)
    expect(connections.current()?.connection.readOnly).toBe(true)
    await connections.openDemo()
    expect(connections.current()?.connection.readOnly).toBe(false)
    expect(await connections.setReadOnly('nobody', true)).toMatchObject({
      failure: { kind: 'request-invalid' },
    })
  })

  it('is none in a file of the first release, which still opens', async () => {
    const old = {
      v: 1,
      connections: [
        { id: 'a', name: 'Acme', color: 'blue', serverUrl: 'https://platform.example', accountId: 'acme' },
      ],
    }
    files.files.set('connections.json', new TextEncoder().encode(JSON.stringify(old)))
    expect(await connections.savedConnections()).toMatchObject([{ id: 'a', name: 'Acme', readOnly: false }])
    await connections.setReadOnly('a', true)
    expect(await start().savedConnections()).toMatchObject([
      { id: 'a', name: 'Acme', color: 'blue', readOnly: true },
    ])
  })
})
