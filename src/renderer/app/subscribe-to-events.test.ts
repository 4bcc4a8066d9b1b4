import { describe, expect, it } from 'vitest'
import type { Connection } from '../../shared/connection'
import type { PlaceRequest } from '../../shared/place'
import { succeed } from '../../shared/result'
import {
  respondDone,
  fakeWindowApi,
  deferred,
  packedListing,
  sampleAsset,
  sampleRun,
  sampleStatus,
} from '../../testing/window-api'
import { runCommand, type CommandContext } from './commands'
import { subscribeToEvents } from './subscribe-to-events'
import { createStores } from './stores'

const connection: Connection = {
  id: 'c1',
  name: 'Production',
  color: 'orange',
  kind: 'server',
  host: 'wordbee-translator.example',
  accountId: 'acme-loc',
  readOnly: false,
  key: 'saved-securely',
}
const initialPlace: PlaceRequest = { kind: 'segments', scope: 'pr7214', segmentIds: [27665601] }
const asset = sampleAsset()

function setUp(status = sampleStatus()) {
  const api = fakeWindowApi({
    readStatus: () => Promise.resolve(succeed(status)),
    listProjects: () => Promise.resolve(succeed({ rows: [], received: 0, total: 0 })),
    openPlace: ({ place }) => Promise.resolve(succeed(packedListing([asset], { place }))),
    planDeletion: () => deferred<never>().answer,
    cancelOpen: respondDone,
    signOut: respondDone,
  })
  const stores = createStores(api)
  const stop = subscribeToEvents(api, stores)
  return { api, stores, stop }
}

const settle = () => new Promise((resolve) => setTimeout(resolve))

describe('what main tells', () => {
  it('fills the window after a reload: connection, job and all', async () => {
    const { api, stores } = setUp(sampleStatus({ connection, deletion: sampleRun({ phase: 'deleting' }) }))
    await settle()
    expect(stores.session.getState().status?.connection).toEqual(connection)
    expect(stores.deletion.getState().run?.phase).toBe('deleting')
    expect(api.calls.map(({ name }) => name)).toContain('listProjects')
  })

  it('opens the place of the command line once connected', async () => {
    const { stores } = setUp(sampleStatus({ connection, initialPlace }))
    await settle()
    expect(stores.browse.getState().view).toEqual([asset])
  })

  it('clears the screen of a connection that is left', async () => {
    const { api, stores } = setUp(sampleStatus({ connection, initialPlace }))
    await settle()
    api.emit('watchStatus', sampleStatus({ connection: null }))
    expect(stores.browse.getState()).toMatchObject({ place: null, view: [] })
  })

  const emptied = { context: asset.context, segmentIds: [asset.segmentId], assets: [] }

  it('takes what a job of this account showed into the list', async () => {
    const { api, stores } = setUp(sampleStatus({ connection, accountKey: 'here', initialPlace }))
    await settle()
    api.emit('watchRefresh', { ...emptied, accountKey: 'here' })
    expect(stores.browse.getState().view).toEqual([])
  })

  it('leaves the list alone when a job of another account is about the same scope and segments', async () => {
    const { api, stores } = setUp(sampleStatus({ connection, accountKey: 'there', initialPlace }))
    await settle()
    // Another server may go by the very same name, host and account id.
    api.emit('watchStatus', sampleStatus({ connection, accountKey: 'here', initialPlace }))
    await settle()
    api.emit('watchRefresh', { ...emptied, accountKey: 'there' })
    expect(stores.browse.getState().view).toEqual([asset])
  })

  it('leaves a list that is just being made alone, too', async () => {
    const { api, stores } = setUp(sampleStatus({ connection, accountKey: 'here', initialPlace }))
    await settle()
    const refreshed = stores.browse.refresh()
    api.emit('watchRefresh', { ...emptied, accountKey: 'there' })
    await refreshed
    expect(stores.browse.getState().view).toEqual([asset])
  })

  it('clears the screen when another connection takes its place at once', async () => {
    const { api, stores } = setUp(sampleStatus({ connection, accountKey: 'there', initialPlace }))
    await settle()
    api.emit('watchStatus', sampleStatus({ connection, accountKey: 'here' }))
    expect(stores.browse.getState()).toMatchObject({ place: null, view: [] })
  })

  it('leaves the place alone when something else of the status changes', async () => {
    const { api, stores } = setUp(sampleStatus({ connection, initialPlace }))
    await settle()
    api.emit('watchStatus', sampleStatus({ connection: { ...connection }, waitingUntil: 5 }))
    expect(stores.browse.getState().view).toEqual([asset])
  })

  it('reaches nobody after the window stopped listening', async () => {
    const { api, stores, stop } = setUp()
    await settle()
    stop()
    api.emit('watchDeletion', sampleRun())
    expect(stores.deletion.getState().run).toBeNull()
  })
})

describe('menu commands', () => {
  async function connected() {
    const { api, stores } = setUp(sampleStatus({ connection, initialPlace }))
    await settle()
    const context: CommandContext = {
      api,
      stores,
      focusGrid: () => undefined,
      focusScope: () => undefined,
      focusSearch: () => undefined,
      focusOperations: () => undefined,
      showShortcuts: () => undefined,
    }
    return { api, stores, context }
  }

  it('select all, then ask about what is selected', async () => {
    const { api, stores, context } = await connected()
    runCommand('select-all', context)
    expect(stores.browse.selected()).toEqual([asset])
    runCommand('delete', context)
    expect(api.calls.at(-1)?.name).toBe('planDeletion')
  })

  it('never delete while a text field has the focus', async () => {
    const { api, context } = await connected()
    runCommand('select-all', context)
    const field = document.body.appendChild(document.createElement('input'))
    field.focus()
    runCommand('delete', context)
    field.remove()
    expect(api.calls.some(({ name }) => name === 'planDeletion')).toBe(false)
  })

  it('copy names, and identities with everything that the platform knows a file by', async () => {
    const { api, stores, context } = await connected()
    runCommand('copy-names', context)
    expect(api.calls.some(({ name }) => name === 'copyText')).toBe(false)
    stores.browse.selectAll()
    runCommand('copy-names', context)
    runCommand('copy-identities', context)
    const texts = api.calls.filter(({ name }) => name === 'copyText').map(({ input }) => input)
    const identity = '{"scope":"pr7214","segment":27665601,"locale":null,"folder":"","name":"shot.png"}'
    expect(texts).toEqual([{ text: 'shot.png' }, { text: identity }])
  })

  it('say that something could not be copied', async () => {
    const { stores, context } = await connected()
    stores.browse.selectAll()
    runCommand('copy-names', context)
    await settle()
    expect(stores.session.getState().failure?.kind).toBe('request-invalid')
  })

  it('leave the list alone where another part of the app stands', async () => {
    const { stores, context } = await connected()
    stores.navigation.showPart('settings')
    for (const command of ['select-all', 'invert-selection', 'close-groups'] as const)
      runCommand(command, context)
    expect(stores.browse.selected()).toEqual([])
    stores.navigation.showPart('assets')
    runCommand('invert-selection', context)
    expect(stores.browse.selected()).toEqual([asset])
  })

  it('sign out and refresh', async () => {
    const { api, context } = await connected()
    runCommand('refresh', context)
    runCommand('sign-out', context)
    expect(api.calls.slice(-2).map(({ name }) => name)).toEqual(['openPlace', 'signOut'])
  })
})
