import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountSwitchHarness } from '../../testing/account-switch-harness'

const deletes = { method: 'DELETE', path: /\/assets\// }

describe('a saved connection', () => {
  let on: AccountSwitchHarness

  beforeEach(async () => {
    on = await AccountSwitchHarness.start()
  })

  afterEach(() => on.close())

  const savedIds = async (): Promise<string[]> =>
    (await on.connections.savedConnections()).map(({ id }) => id)

  it('is renamed and recoloured, and the open one and the next question show it at once', async () => {
    const { connection } = await on.openConnection(on.firstServer)
    expect(
      await on.connections.editConnection({ id: connection.id, name: '  Live ', color: 'red' }),
    ).toMatchObject({
      ok: true,
    })
    expect(on.connections.current()?.connection).toMatchObject({ name: 'Live', color: 'red' })
    expect(on.reported.at(-1)).toBe('Live red')
    expect(await on.createQuestion(['a.txt'])).toMatchObject({
      connectionName: 'Live',
      connectionColor: 'red',
    })
    expect(await on.connections.savedConnections()).toMatchObject([
      { name: 'Live', color: 'red', accountId: 'acme' },
    ])
  })

  it('keeps its name and colour when it is opened and remembered again', async () => {
    const { connection } = await on.openConnection(on.firstServer)
    await on.connections.editConnection({ id: connection.id, name: 'Live', color: 'red' })
    await on.openConnection(on.secondServer)
    expect((await on.openConnection(on.firstServer)).connection).toMatchObject({
      id: connection.id,
      name: 'Live',
      color: 'red',
    })
  })

  it('is called as it was in a question that was asked before', async () => {
    const { connection } = await on.openConnection(on.firstServer)
    const { planId, connectionName } = await on.createQuestion(['a.txt'])
    await on.connections.editConnection({ id: connection.id, name: 'Live', color: 'red' })
    const { end } = await on.startDeletion(planId)
    expect((await end).connectionName).toBe(connectionName)
  })

  it('is not called by what is no name', async () => {
    const { connection } = await on.openConnection(on.firstServer)
    const refused = { ok: false, failure: { kind: 'connection-name' } }
    expect(await on.connections.editConnection({ id: connection.id, name: ' ', color: 'red' })).toMatchObject(
      refused,
    )
    expect(on.connections.current()?.connection).toEqual(connection)
  })

  it('is not changed by the id of the demo, of a session, or of nothing', async () => {
    await on.connections.openDemo()
    for (const id of ['demo', 'session', 'environment', 'nothing']) {
      expect(await on.connections.editConnection({ id, name: 'Mine', color: 'red' })).toMatchObject({
        failure: { kind: 'request-invalid' },
      })
    }
    expect(on.connections.current()?.connection.name).toBe('Demo workspace')
  })

  it('stays as it was where the change cannot be written down', async () => {
    const { connection } = await on.openConnection(on.firstServer)
    on.files.write = () => Promise.reject(new Error('ENOSPC'))
    const edited = await on.connections.editConnection({ id: connection.id, name: 'Live', color: 'red' })
    expect(edited).toMatchObject({ failure: { kind: 'storage-failed' } })
    expect(on.connections.current()?.connection).toEqual(connection)
  })

  it('is opened again without typing its key, which is in the keychain', async () => {
    await on.openConnection(on.firstServer)
    await on.openConnection(on.secondServer)
    const [first = ''] = await savedIds()
    expect(await on.connections.openSaved({ id: first })).toMatchObject({ value: { key: 'saved-securely' } })
  })

  it('is opened again in this session without a keychain, until one signs out of it', async () => {
    on.keychain.available = false
    await on.openConnection(on.firstServer)
    await on.openConnection(on.secondServer)
    const [first = '', second = ''] = await savedIds()
    expect(await on.connections.openSaved({ id: first })).toMatchObject({ value: { key: 'session-only' } })
    await on.connections.signOut()
    const missing = { failure: { kind: 'stored-key-missing' } }
    expect(await on.connections.openSaved({ id: first })).toMatchObject(missing)
    expect(await on.connections.openSaved({ id: second })).toMatchObject({ ok: true })
    const { apiKey } = on.firstServer
    await on.connections.openSaved({ id: first, apiKey })
    await on.connections.openSaved({ id: second })
    expect(await on.connections.openSaved({ id: first })).toMatchObject({ ok: true })
  })

  it('asks for its key once the server does not take the one of this session', async () => {
    on.keychain.available = false
    await on.openConnection(on.firstServer)
    await on.openConnection(on.secondServer)
    const [first = ''] = await savedIds()
    on.firstServer.faults.add({
      match: { path: /auth\/token/, nth: 1 },
      fault: { kind: 'status', status: 401, body: '{}' },
    })
    expect(await on.connections.openSaved({ id: first })).toMatchObject({ failure: { kind: 'wrong-key' } })
    expect(await on.connections.openSaved({ id: first })).toMatchObject({
      failure: { kind: 'stored-key-missing' },
    })
  })

  it('opens by the key of this session while the stored one cannot be read', async () => {
    await on.openConnection(on.firstServer)
    await on.openConnection(on.secondServer)
    const [first = '', second = ''] = await savedIds()
    on.keychain.broken = true
    const unreadable = { failure: { kind: 'stored-key-unreadable' } }
    expect(await on.connections.openSaved({ id: first })).toMatchObject(unreadable)
    const { apiKey } = on.firstServer
    expect(await on.connections.openSaved({ id: first, apiKey })).toMatchObject({ ok: true })
    expect(await on.connections.openSaved({ id: second })).toMatchObject(unreadable)
    await on.connections.openDemo()
    expect(await on.connections.openSaved({ id: first })).toMatchObject({ value: { key: 'session-only' } })
  })

  it('keeps the job of its account under its old name while it is renamed', async () => {
    await on.openConnection(on.firstServer)
    const { planId } = await on.createQuestion(['a.txt'])
    const release = on.firstServer.faults.hold(deletes)
    const arrived = on.firstServer.faults.waitFor(deletes)
    const { end } = await on.startDeletion(planId)
    await arrived
    await on.openConnection(on.secondServer)
    const [first = ''] = await savedIds()
    await on.connections.editConnection({ id: first, name: 'Live', color: 'red' })
    expect(on.connections.current()?.connection.name).toBe('acme')
    release()
    expect(await end).toMatchObject({ connectionName: 'acme', host: new URL(on.firstServer.url).host })
  })

  describe('that opens at start', () => {
    const openAtStart = async (id: string, opensAtStart = true): Promise<unknown> => {
      const entry = (await on.connections.savedConnections()).find((each) => each.id === id)
      if (entry === undefined) throw new Error('not saved')
      return on.connections.editConnection({ id, name: entry.name, color: entry.color, opensAtStart })
    }

    it('is none until one is set, and one at most', async () => {
      await on.openConnection(on.firstServer)
      await on.openConnection(on.secondServer)
      const [first = '', second = ''] = await savedIds()
      expect(await on.connections.connectionToOpenAtStart()).toBeNull()
      await openAtStart(first)
      expect(await on.connections.connectionToOpenAtStart()).toMatchObject({ id: first })
      await openAtStart(second)
      expect(await on.connections.connectionToOpenAtStart()).toMatchObject({ id: second })
      expect((await on.connections.savedConnections()).map(({ opensAtStart }) => opensAtStart)).toEqual([
        false,
        true,
      ])
      await openAtStart(second, false)
      expect(await on.connections.connectionToOpenAtStart()).toBeNull()
    })

    it('stays so when it is renamed or remembered again, and goes when it is forgotten', async () => {
      const { connection } = await on.openConnection(on.firstServer)
      await openAtStart(connection.id)
      await on.connections.editConnection({ id: connection.id, name: 'Live', color: 'red' })
      await on.openConnection(on.firstServer)
      expect(await on.connections.connectionToOpenAtStart()).toMatchObject({ name: 'Live' })
      await on.connections.forgetSaved(connection.id)
      await on.openConnection(on.firstServer)
      expect(await on.connections.connectionToOpenAtStart()).toBeNull()
    })

    it('is never one whose key would be asked for', async () => {
      on.keychain.available = false
      const { connection } = await on.openConnection(on.firstServer)
      expect(await openAtStart(connection.id)).toMatchObject({ failure: { kind: 'request-invalid' } })
      on.keychain.available = true
      await on.openConnection(on.firstServer)
      await openAtStart(connection.id)
      await on.files.remove(`key-${connection.id}.json`)
      expect(await on.connections.connectionToOpenAtStart()).toBeNull()
    })

    it('is none in the file of an older release', async () => {
      const { connection } = await on.openConnection(on.firstServer)
      await openAtStart(connection.id)
      const text = new TextDecoder().decode((await on.files.read('connections.json')) ?? undefined)
      const older = text.replace(/,\s*"opensAtStart":\s*true/, '')
      expect(older).not.toBe(text)
      await on.files.write('connections.json', new TextEncoder().encode(older))
      expect(await on.connections.savedConnections()).toMatchObject([{ opensAtStart: false }])
    })
  })
})
