import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Connection } from '../../shared/connection'
import { succeed } from '../../shared/result'
import { sampleGrant } from '../../testing/sample-transfers'
import { fakeWindowApi, deferred, packedListing, sampleAsset, sampleStatus } from '../../testing/window-api'
import { runCommand } from './commands'
import { createStores } from './stores'
import { listenToPaste } from './transfer-commands'

const connection: Connection = {
  id: 'c1',
  name: 'Production',
  color: 'orange',
  kind: 'server',
  key: 'saved-securely',
  host: 'wordbee-translator.example',
  accountId: 'acme-loc',
  readOnly: false,
}
const assets = [
  sampleAsset({ name: 'a.png', locale: 'en', relativePath: 'ui\\icons' }),
  sampleAsset({ name: 'b.png', segmentId: 27665602 }),
]
const place = { kind: 'segments', scope: 'pr7214', segmentIds: [27665601, 27665602] } as const

async function setUp(changes: Partial<Connection> = {}) {
  const api = fakeWindowApi({
    openPlace: () => Promise.resolve(succeed(packedListing(assets, { place }))),
    chooseUploads: () => Promise.resolve(succeed(sampleGrant(['new.png']))),
    grantFiles: () => Promise.resolve(succeed(sampleGrant(['new.png']))),
    startDownload: () => Promise.resolve(succeed({ batchId: null })),
    stageAssets: () => deferred<never>().answer,
    planUpload: () => deferred<never>().answer,
  })
  const stores = createStores(api)
  stores.session.applyStatus(
    sampleStatus({ connection: { ...connection, ...changes }, accountKey: 'production' }),
  )
  await stores.browse.openPlace(place)
  const noop = () => undefined
  const context = {
    api,
    stores,
    focusSearch: noop,
    focusScope: noop,
    focusGrid: noop,
    focusOperations: noop,
    showShortcuts: noop,
  }
  const callsTo = (name: string) => api.calls.filter((call) => call.name === name).map(({ input }) => input)
  return { api, stores, context, callsTo }
}

describe('transfer commands', () => {
  it('upload to the destination of the active row', async () => {
    const { stores, context, callsTo } = await setUp()
    stores.browse.select((selection) => ({ ...selection, active: assets[0]?.key ?? '' }))
    runCommand('upload-folder', context)
    await vi.waitFor(() => expect(stores.uploads.getState().step).toBe('asking'))
    expect(callsTo('chooseUploads')).toEqual([{ what: 'folder' }])
    expect(stores.uploads.getState()).toMatchObject({
      fields: { segment: '27665601', language: 'en', folder: 'ui/icons' },
    })
  })

  it('show why a read-only connection refuses an upload', async () => {
    const { stores, context, callsTo } = await setUp({ readOnly: true })
    runCommand('upload-files', context)
    expect(callsTo('chooseUploads')).toEqual([])
    expect(stores.session.getState().failure?.kind).toBe('connection-read-only')
  })

  it('download, copy and stage the selection, and do nothing without one', async () => {
    const { stores, context, callsTo, api } = await setUp()
    const before = api.calls.length
    for (const command of ['download', 'copy-files', 'copy-to'] as const) runCommand(command, context)
    expect(api.calls).toHaveLength(before)
    stores.browse.selectAll()
    for (const command of ['download', 'copy-files', 'copy-to'] as const) runCommand(command, context)
    expect(callsTo('startDownload')).toMatchObject([{ assets: [{ name: 'a.png' }, { name: 'b.png' }] }])
    expect(callsTo('stageAssets')).toHaveLength(1)
    expect(stores.uploads.getState()).toMatchObject({ step: 'asking', source: { kind: 'assets' } })
  })

  it('do nothing while a dialog is open', async () => {
    const { stores, context, callsTo } = await setUp()
    stores.browse.selectAll()
    runCommand('copy-to', context)
    runCommand('download', context)
    expect(callsTo('startDownload')).toEqual([])
  })
})

describe('listenToPaste', () => {
  let stop: () => void = () => undefined
  afterEach(() => {
    stop()
    document.body.innerHTML = ''
  })

  function paste(files: readonly File[], types: readonly string[] = []): boolean {
    const event = Object.assign(new Event('paste', { bubbles: true, cancelable: true }), {
      clipboardData: { files, types },
    })
    document.body.dispatchEvent(event)
    return event.defaultPrevented
  }

  it('uploads pasted files, and says that pasted text is none', async () => {
    const { api, stores, callsTo } = await setUp()
    stop = listenToPaste({ api, stores })
    expect(paste([])).toBe(false)
    expect(stores.uploads.getState().step).toBe('idle')
    expect(paste([], ['text/plain'])).toBe(false)
    expect(stores.uploads.getState()).toMatchObject({ step: 'failed', failure: { kind: 'pasted-text' } })
    const files = [new File(['x'], 'new.png')]
    expect(paste(files)).toBe(true)
    await vi.waitFor(() => expect(stores.uploads.getState().step).toBe('asking'))
    expect(callsTo('grantFiles')).toEqual([files])
  })

  it('leaves a paste into a text field to the field', async () => {
    const { api, stores, callsTo } = await setUp()
    stop = listenToPaste({ api, stores })
    document.body.innerHTML = '<input>'
    document.querySelector('input')?.focus()
    expect(paste([new File(['x'], 'new.png')])).toBe(false)
    expect(callsTo('grantFiles')).toEqual([])
  })
})
