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

describe('events from main', () => {
  it('fill the stores after a reload, including the connection and a running deletion', async () => {
    const { api, stores } = setUp(sampleStatus({ connection, deletion: sampleRun({ phase: 'deleting' }) }))
    await settle()
    expect(stores.session.getState().status?.connection).toEqual(connection)
    expect(stores.deletion.getState().run?.phase).toBe('deleting')
    expect(api.calls.map(({ name }) => name)).toContain('listProjects')
  })

  it('open the initial place once connected', async () => {
    const { stores } = setUp(sampleStatus({ connection, initialPlace }))
    await settle()
    expect(stores.browse.getState().view).toEqual([asset])
  })

  it('close the place when the connection is closed', async () => {
    const { api, stores } = setUp(sampleStatus({ connection, initialPlace }))
    await settle()
    api.emit('watchStatus', sampleStatus({ connection: null }))
    expect(stores.browse.getState()).toMatchObject({ place: null, view: [] })
  })

  const emptyRefresh = { context: asset.context, segmentIds: [asset.segmentId], assets: [] }

  it('apply a refresh from a deletion of the same account to the list', async () => {
    const { api, stores } = setUp(sampleStatus({ connection, accountKey: 'here', initialPlace }))
    await settle()
    api.emit('watchRefresh', { ...emptyRefresh, accountKey: 'here' })
    expect(stores.browse.getState().view).toEqual([])
  })

  it('ignore a refresh of another account for the same scope and segments', async () => {
    const { api, stores } = setUp(sampleStatus({ connection, accountKey: 'there', initialPlace }))
    await settle()
    // Another server may have the same connection name, host and account id.
    api.emit('watchStatus', sampleStatus({ connection, accountKey: 'here', initialPlace }))
    await settle()
    api.emit('watchRefresh', { ...emptyRefresh, accountKey: 'there' })
    expect(stores.browse.getState().view).toEqual([asset])
  })

  it('ignore a refresh of another account while the list is loading', async () => {
    const { api, stores } = setUp(sampleStatus({ connection, accountKey: 'here', initialPlace }))
    await settle()
    const refreshing = stores.browse.refresh()
    api.emit('watchRefresh', { ...emptyRefresh, accountKey: 'there' })
    await refreshing
    expect(stores.browse.getState().view).toEqual([asset])
  })

  it('close the place when another connection replaces the open one', async () => {
    const { api, stores } = setUp(sampleStatus({ connection, accountKey: 'there', initialPlace }))
    await settle()
    api.emit('watchStatus', sampleStatus({ connection, accountKey: 'here' }))
    expect(stores.browse.getState()).toMatchObject({ place: null, view: [] })
  })

  it('keep the place open when another part of the status changes', async () => {
    const { api, stores } = setUp(sampleStatus({ connection, initialPlace }))
    await settle()
    api.emit('watchStatus', sampleStatus({ connection: { ...connection }, waitingUntil: 5 }))
    expect(stores.browse.getState().view).toEqual([asset])
  })

  it('are ignored after the window has unsubscribed', async () => {
    const { api, stores, stop } = setUp()
    await settle()
    stop()
    api.emit('watchDeletion', sampleRun())
    expect(stores.deletion.getState().run).toBeNull()
  })
})

describe('menu commands', () => {
  async function setUpConnected() {
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

  it('select all files and ask before deleting them', async () => {
    const { api, stores, context } = await setUpConnected()
    runCommand('select-all', context)
    expect(stores.browse.selected()).toEqual([asset])
    runCommand('delete', context)
    expect(api.calls.at(-1)?.name).toBe('planDeletion')
  })

  it('never delete while a text field has the focus', async () => {
    const { api, context } = await setUpConnected()
    runCommand('select-all', context)
    const field = document.body.appendChild(document.createElement('input'))
    field.focus()
    runCommand('delete', context)
    field.remove()
    expect(api.calls.some(({ name }) => name === 'planDeletion')).toBe(false)
  })

  it('copy the names and the full identities of the selected files', async () => {
    const { api, stores, context } = await setUpConnected()
    runCommand('copy-names', context)
    expect(api.calls.some(({ name }) => name === 'copyText')).toBe(false)
    stores.browse.selectAll()
    runCommand('copy-names', context)
    runCommand('copy-identities', context)
    const texts = api.calls.filter(({ name }) => name === 'copyText').map(({ input }) => input)
    const identity = '{"scope":"pr7214","segment":27665601,"locale":null,"folder":"","name":"shot.png"}'
    expect(texts).toEqual([{ text: 'shot.png' }, { text: identity }])
  })

  it('show a failure to copy', async () => {
    const { stores, context } = await setUpConnected()
    stores.browse.selectAll()
    runCommand('copy-names', context)
    await settle()
    expect(stores.session.getState().failure?.kind).toBe('request-invalid')
  })

  it('leave the list alone while another screen is shown', async () => {
    const { stores, context } = await setUpConnected()
    stores.navigation.showPart('settings')
    for (const command of ['select-all', 'invert-selection', 'close-groups'] as const)
      runCommand(command, context)
    expect(stores.browse.selected()).toEqual([])
    stores.navigation.showPart('assets')
    runCommand('invert-selection', context)
    expect(stores.browse.selected()).toEqual([asset])
  })

  it('sign out and refresh', async () => {
    const { api, context } = await setUpConnected()
    runCommand('refresh', context)
    runCommand('sign-out', context)
    expect(api.calls.slice(-2).map(({ name }) => name)).toEqual(['openPlace', 'signOut'])
  })
})
