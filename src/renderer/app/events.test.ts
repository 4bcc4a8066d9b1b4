import { describe, expect, it } from 'vitest'
import type { Connection } from '../../shared/connection'
import type { PlaceRequest } from '../../shared/place'
import { succeed } from '../../shared/result'
import {
  done,
  fakeWindowApi,
  later,
  packedListing,
  sampleAsset,
  sampleJob,
  sampleStatus,
} from '../../testing/window-api'
import { runCommand, type CommandContext } from './commands'
import { listen } from './events'
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
const requestedPlace: PlaceRequest = { kind: 'segments', scope: 'pr7214', segmentIds: [27665601] }
const asset = sampleAsset()

function start(status = sampleStatus()) {
  const api = fakeWindowApi({
    readStatus: () => Promise.resolve(succeed(status)),
    listProjects: () => Promise.resolve(succeed({ rows: [], received: 0, total: 0 })),
    openPlace: ({ place }) => Promise.resolve(succeed(packedListing([asset], { place }))),
    planDeletion: () => later<never>().answer,
    cancelOpen: done,
    signOut: done,
  })
  const stores = createStores(api)
  const stop = listen(api, stores)
  return { api, stores, stop }
}

const settle = () => new Promise((resolve) => setTimeout(resolve))

describe('what main tells', () => {
  it('fills the window after a reload: connection, job and all', async () => {
    const { api, stores } = start(sampleStatus({ connection, job: sampleJob({ phase: 'deleting' }) }))
    await settle()
    expect(stores.session.getState().status?.connection).toEqual(connection)
    expect(stores.deletion.getState().job?.phase).toBe('deleting')
    expect(api.asked.map(({ name }) => name)).toContain('listProjects')
  })

  it('opens the place of the command line once connected', async () => {
    const { stores } = start(sampleStatus({ connection, requestedPlace }))
    await settle()
    expect(stores.browse.getState().view).toEqual([asset])
  })

  it('clears the screen of a connection that is left', async () => {
    const { api, stores } = start(sampleStatus({ connection, requestedPlace }))
    await settle()
    api.tell('watchStatus', sampleStatus({ connection: null }))
    expect(stores.browse.getState()).toMatchObject({ place: null, view: [] })
  })

  it('leaves the place alone when something else of the status changes', async () => {
    const { api, stores } = start(sampleStatus({ connection, requestedPlace }))
    await settle()
    api.tell('watchStatus', sampleStatus({ connection: { ...connection }, waitingUntil: 5 }))
    expect(stores.browse.getState().view).toEqual([asset])
  })

  it('reaches nobody after the window stopped listening', async () => {
    const { api, stores, stop } = start()
    await settle()
    stop()
    api.tell('watchJob', sampleJob())
    expect(stores.deletion.getState().job).toBeNull()
  })
})

describe('menu commands', () => {
  async function connected() {
    const { api, stores } = start(sampleStatus({ connection, requestedPlace }))
    await settle()
    const context: CommandContext = {
      api,
      stores,
      focusGrid: () => undefined,
      focusScope: () => undefined,
      focusSearch: () => undefined,
      showShortcuts: () => undefined,
    }
    return { api, stores, context }
  }

  it('select all, then ask about what is selected', async () => {
    const { api, stores, context } = await connected()
    runCommand('select-all', context)
    expect(stores.browse.selected()).toEqual([asset])
    runCommand('delete', context)
    expect(api.asked.at(-1)?.name).toBe('planDeletion')
  })

  it('never delete while a text field has the focus', async () => {
    const { api, context } = await connected()
    runCommand('select-all', context)
    const field = document.body.appendChild(document.createElement('input'))
    field.focus()
    runCommand('delete', context)
    field.remove()
    expect(api.asked.some(({ name }) => name === 'planDeletion')).toBe(false)
  })

  it('sign out and refresh', async () => {
    const { api, context } = await connected()
    runCommand('refresh', context)
    runCommand('sign-out', context)
    expect(api.asked.slice(-2).map(({ name }) => name)).toEqual(['openPlace', 'signOut'])
  })
})
