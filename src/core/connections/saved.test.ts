import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountSwitchHarness } from '../../testing/account-switch-harness'
import { nodeHash } from '../../testing/memory-ports'

const deletes = { method: 'DELETE', path: /\/assets\// }

describe('a saved connection', () => {
  let harness: AccountSwitchHarness

  beforeEach(async () => {
    harness = await AccountSwitchHarness.start()
  })

  afterEach(() => harness.close())

  const savedIds = async (): Promise<string[]> =>
    (await harness.connections.savedConnections()).map(({ id }) => id)

  it('is renamed and recoloured, which the open connection and new plans show at once', async () => {
    const { connection } = await harness.openConnection(harness.firstServer)
    expect(
      await harness.connections.editConnection({ id: connection.id, name: '  Live ', color: 'red' }),
    ).toMatchObject({
      ok: true,
    })
    expect(harness.connections.current()?.connection).toMatchObject({ name: 'Live', color: 'red' })
    expect(harness.reported.at(-1)).toBe('Live red')
    expect(await harness.createQuestion(['a.txt'])).toMatchObject({
      connectionName: 'Live',
      connectionColor: 'red',
    })
    expect(await harness.connections.savedConnections()).toMatchObject([
      { name: 'Live', color: 'red', accountId: 'acme' },
    ])
  })

  it('keeps its name and colour when it is opened and remembered again', async () => {
    const { connection } = await harness.openConnection(harness.firstServer)
    await harness.connections.editConnection({ id: connection.id, name: 'Live', color: 'red' })
    await harness.openConnection(harness.secondServer)
    expect((await harness.openConnection(harness.firstServer)).connection).toMatchObject({
      id: connection.id,
      name: 'Live',
      color: 'red',
    })
  })

  it('keeps its old name in a plan that was made before it was renamed', async () => {
    const { connection } = await harness.openConnection(harness.firstServer)
    const { planId, connectionName } = await harness.createQuestion(['a.txt'])
    await harness.connections.editConnection({ id: connection.id, name: 'Live', color: 'red' })
    const { end } = await harness.startDeletion(planId)
    expect((await end).connectionName).toBe(connectionName)
  })

  it('rejects an invalid name', async () => {
    const { connection } = await harness.openConnection(harness.firstServer)
    const invalidName = { ok: false, failure: { kind: 'connection-name' } }
    expect(
      await harness.connections.editConnection({ id: connection.id, name: ' ', color: 'red' }),
    ).toMatchObject(invalidName)
    expect(harness.connections.current()?.connection).toEqual(connection)
  })

  it('cannot be edited by the id of the demo, of a session or of an unknown connection', async () => {
    await harness.connections.openDemo()
    for (const id of ['demo', 'session', 'environment', 'nothing']) {
      expect(await harness.connections.editConnection({ id, name: 'Mine', color: 'red' })).toMatchObject({
        failure: { kind: 'request-invalid' },
      })
    }
    expect(harness.connections.current()?.connection.name).toBe('Demo workspace')
  })

  it('is unchanged if the change cannot be saved', async () => {
    const { connection } = await harness.openConnection(harness.firstServer)
    harness.files.write = () => Promise.reject(new Error('ENOSPC'))
    const edited = await harness.connections.editConnection({ id: connection.id, name: 'Live', color: 'red' })
    expect(edited).toMatchObject({ failure: { kind: 'storage-failed' } })
    expect(harness.connections.current()?.connection).toEqual(connection)
  })

  it('is opened again with its key from the keychain', async () => {
    await harness.openConnection(harness.firstServer)
    await harness.openConnection(harness.secondServer)
    const [first = ''] = await savedIds()
    expect(await harness.connections.openSaved({ id: first })).toMatchObject({
      value: { key: 'saved-securely' },
    })
  })

  it('is opened again in this session without a keychain, until the user signs out', async () => {
    harness.keychain.available = false
    await harness.openConnection(harness.firstServer)
    await harness.openConnection(harness.secondServer)
    const [first = '', second = ''] = await savedIds()
    expect(await harness.connections.openSaved({ id: first })).toMatchObject({
      value: { key: 'session-only' },
    })
    await harness.connections.signOut()
    const missing = { failure: { kind: 'stored-key-missing' } }
    expect(await harness.connections.openSaved({ id: first })).toMatchObject(missing)
    expect(await harness.connections.openSaved({ id: second })).toMatchObject({ ok: true })
    const { apiKey } = harness.firstServer
    await harness.connections.openSaved({ id: first, apiKey })
    await harness.connections.openSaved({ id: second })
    expect(await harness.connections.openSaved({ id: first })).toMatchObject({ ok: true })
  })

  it('requires its key again after the server rejected the one of this session', async () => {
    harness.keychain.available = false
    await harness.openConnection(harness.firstServer)
    await harness.openConnection(harness.secondServer)
    const [first = ''] = await savedIds()
    harness.firstServer.faults.add({
      match: { path: /auth\/token/, nth: 1 },
      fault: { kind: 'status', status: 401, body: '{}' },
    })
    expect(await harness.connections.openSaved({ id: first })).toMatchObject({
      failure: { kind: 'wrong-key' },
    })
    expect(await harness.connections.openSaved({ id: first })).toMatchObject({
      failure: { kind: 'stored-key-missing' },
    })
  })

  it('opens with the key of this session while the stored one cannot be read', async () => {
    await harness.openConnection(harness.firstServer)
    await harness.openConnection(harness.secondServer)
    const [first = '', second = ''] = await savedIds()
    harness.keychain.broken = true
    const unreadable = { failure: { kind: 'stored-key-unreadable' } }
    expect(await harness.connections.openSaved({ id: first })).toMatchObject(unreadable)
    const { apiKey } = harness.firstServer
    expect(await harness.connections.openSaved({ id: first, apiKey })).toMatchObject({ ok: true })
    expect(await harness.connections.openSaved({ id: second })).toMatchObject(unreadable)
    await harness.connections.openDemo()
    expect(await harness.connections.openSaved({ id: first })).toMatchObject({
      value: { key: 'session-only' },
    })
  })

  it('replaces the demo, whose server stops once no work uses it', async () => {
    await harness.connections.openDemo()
    await harness.connections.openDemo()
    expect(harness.demoStops).toBe(0)
    const current = harness.connections.current()
    if (current === null) throw new Error('no demo')
    const release = harness.connections.acquire(current)
    await harness.openConnection(harness.secondServer)
    expect(harness.demoStops).toBe(0)
    release()
    await expect.poll(() => harness.demoStops).toBe(1)
    await harness.connections.resetDemo()
    expect(harness.demoStops).toBe(2)
  })

  describe('whose file was changed', () => {
    const signIns = { path: /auth\/token/ }
    const edit = async (change: (text: string) => string): Promise<void> => {
      const text = new TextDecoder().decode((await harness.files.read('connections.json')) ?? undefined)
      const changed = change(text)
      expect(changed).not.toBe(text)
      await harness.files.write('connections.json', new TextEncoder().encode(changed))
    }
    const redirect = (): Promise<void> =>
      edit((text) => text.replace(harness.firstServer.url, harness.secondServer.url))

    it('does not send its stored key to another server, and keeps it for its own', async () => {
      const { connection } = await harness.openConnection(harness.firstServer)
      await harness.connections.signOut()
      await redirect()
      expect(await harness.connections.openSaved({ id: connection.id })).toMatchObject({
        failure: { kind: 'stored-key-elsewhere', detail: `${harness.firstServer.url}, acme` },
      })
      expect(harness.secondServer.calls.count(signIns)).toBe(0)
      expect(await harness.connections.savedConnections()).toMatchObject([{ key: 'stored-key-elsewhere' }])
      await edit((text) => text.replace(harness.secondServer.url, harness.firstServer.url))
      expect(await harness.connections.openSaved({ id: connection.id })).toMatchObject({ ok: true })
      expect(await harness.connections.savedConnections()).toMatchObject([{ key: 'saved-securely' }])
    })

    it('does not send its stored key for another account', async () => {
      const { connection } = await harness.openConnection(harness.firstServer)
      const before = harness.firstServer.calls.count(signIns)
      await edit((text) => text.replace('"accountId": "acme"', '"accountId": "other"'))
      expect(await harness.connections.openSaved({ id: connection.id })).toMatchObject({
        failure: { kind: 'stored-key-elsewhere' },
      })
      expect(harness.firstServer.calls.count(signIns)).toBe(before)
    })

    it('does not send the key of this session to another server', async () => {
      harness.keychain.available = false
      const { connection } = await harness.openConnection(harness.firstServer)
      await redirect()
      expect(await harness.connections.openSaved({ id: connection.id })).toMatchObject({
        failure: { kind: 'stored-key-missing' },
      })
      expect(harness.secondServer.calls.count(signIns)).toBe(0)
    })
  })

  it('asks for the server of a key that an earlier version stored, and then remembers it', async () => {
    const { connection } = await harness.openConnection(harness.firstServer)
    await harness.connections.signOut()
    const name = `key-${connection.id}.json`
    const sealed = await harness.keychain.seal(harness.firstServer.apiKey)
    const file = JSON.parse(new TextDecoder().decode((await harness.files.read(name)) ?? undefined)) as object
    const older = { ...file, sealed: [...sealed], sha256: nodeHash.sha256(sealed) }
    await harness.files.write(name, new TextEncoder().encode(JSON.stringify(older)))
    harness.confirmsKeyOwner = false
    expect(await harness.connections.openSaved({ id: connection.id })).toMatchObject({
      failure: { kind: 'stored-key-missing' },
    })
    harness.confirmsKeyOwner = true
    const opened = { value: { key: 'saved-securely' } }
    expect(await harness.connections.openSaved({ id: connection.id })).toMatchObject(opened)
    expect(await harness.connections.openSaved({ id: connection.id })).toMatchObject(opened)
    const owner = { serverUrl: harness.firstServer.url, accountId: 'acme' }
    expect(harness.askedKeyOwners).toEqual([owner, owner])
  })

  it('keeps its old name in a running deletion when it is renamed', async () => {
    await harness.openConnection(harness.firstServer)
    const { planId } = await harness.createQuestion(['a.txt'])
    const release = harness.firstServer.faults.hold(deletes)
    const arrived = harness.firstServer.faults.waitFor(deletes)
    const { end } = await harness.startDeletion(planId)
    await arrived
    await harness.openConnection(harness.secondServer)
    const [first = ''] = await savedIds()
    await harness.connections.editConnection({ id: first, name: 'Live', color: 'red' })
    expect(harness.connections.current()?.connection.name).toBe('acme')
    release()
    expect(await end).toMatchObject({ connectionName: 'acme', host: new URL(harness.firstServer.url).host })
  })

  describe('that opens at start', () => {
    const openAtStart = async (id: string, opensAtStart = true): Promise<unknown> => {
      const entry = (await harness.connections.savedConnections()).find((saved) => saved.id === id)
      if (entry === undefined) throw new Error('not saved')
      return harness.connections.editConnection({ id, name: entry.name, color: entry.color, opensAtStart })
    }

    it('is at most one, and none by default', async () => {
      await harness.openConnection(harness.firstServer)
      await harness.openConnection(harness.secondServer)
      const [first = '', second = ''] = await savedIds()
      expect(await harness.connections.connectionToOpenAtStart()).toBeNull()
      await openAtStart(first)
      expect(await harness.connections.connectionToOpenAtStart()).toMatchObject({ id: first })
      await openAtStart(second)
      expect(await harness.connections.connectionToOpenAtStart()).toMatchObject({ id: second })
      expect((await harness.connections.savedConnections()).map(({ opensAtStart }) => opensAtStart)).toEqual([
        false,
        true,
      ])
      await openAtStart(second, false)
      expect(await harness.connections.connectionToOpenAtStart()).toBeNull()
    })

    it('stays set when it is renamed or saved again, and is cleared when it is forgotten', async () => {
      const { connection } = await harness.openConnection(harness.firstServer)
      await openAtStart(connection.id)
      await harness.connections.editConnection({ id: connection.id, name: 'Live', color: 'red' })
      await harness.openConnection(harness.firstServer)
      expect(await harness.connections.connectionToOpenAtStart()).toMatchObject({ name: 'Live' })
      await harness.connections.forgetSaved(connection.id)
      await harness.openConnection(harness.firstServer)
      expect(await harness.connections.connectionToOpenAtStart()).toBeNull()
    })

    it('is never one whose key must be typed', async () => {
      harness.keychain.available = false
      const { connection } = await harness.openConnection(harness.firstServer)
      expect(await openAtStart(connection.id)).toMatchObject({ failure: { kind: 'request-invalid' } })
      harness.keychain.available = true
      await harness.openConnection(harness.firstServer)
      await openAtStart(connection.id)
      await harness.files.remove(`key-${connection.id}.json`)
      expect(await harness.connections.connectionToOpenAtStart()).toBeNull()
    })

    it('is not set in the file of an older release', async () => {
      const { connection } = await harness.openConnection(harness.firstServer)
      await openAtStart(connection.id)
      const text = new TextDecoder().decode((await harness.files.read('connections.json')) ?? undefined)
      const older = text.replace(/,\s*"opensAtStart":\s*true/, '')
      expect(older).not.toBe(text)
      await harness.files.write('connections.json', new TextEncoder().encode(older))
      expect(await harness.connections.savedConnections()).toMatchObject([{ opensAtStart: false }])
    })
  })
})
