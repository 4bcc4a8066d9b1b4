import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import type { Connection, SavedConnection } from '../../../shared/connection'
import type { FailureKind } from '../../../shared/failure'
import { fail } from '../../../shared/result'
import { respondDone, fakeWindowApi, deferred } from '../../../testing/window-api'
import { ConnectDialog } from './connect-dialog'
import { createConnectStore } from './connect-store'
import { ConnectionSwitcher } from './connection-switcher'
import { EditConnection } from './edit-connection'

const production: SavedConnection = {
  id: 'c1',
  name: 'Production',
  color: 'orange',
  serverUrl: 'https://platform.example',
  accountId: 'acme-loc',
  readOnly: false,
  opensAtStart: false,
  key: 'saved-securely',
}
const trial: SavedConnection = {
  ...production,
  id: 'c2',
  name: 'Trial',
  color: 'blue',
  accountId: 'acme-test',
}
const open: Connection = {
  id: 'c1',
  name: 'Production',
  color: 'orange',
  kind: 'server',
  host: 'platform.example',
  accountId: 'acme-loc',
  readOnly: false,
  key: 'saved-securely',
}

function show(refusal: FailureKind = 'stored-key-missing', current = open) {
  const refuse = () => Promise.resolve(fail({ kind: refusal, retry: 'now' }))
  const api = fakeWindowApi({
    openSaved: refuse,
    openDemo: refuse,
    connect: refuse,
    editConnection: respondDone,
  })
  const store = createConnectStore(api)
  const saved = [production, trial]
  render(
    <>
      <ConnectionSwitcher store={store} current={current} saved={saved} />
      <ConnectDialog store={store} saved={saved} openName={current.name} />
      <EditConnection store={store} saved={saved} />
    </>,
  )
  return { api, store, user: userEvent.setup() }
}

const button = () => screen.getByRole('button', { name: /^Connection: / })
const menu = () => screen.getByRole('menu', { name: 'Connections' })

describe('the connection switcher', () => {
  afterEach(cleanup)

  it('lists the saved connections and the demo, with the open one marked', async () => {
    const { user } = show()
    await user.click(screen.getByRole('button', { name: 'Connection: Production' }))
    const items = within(menu()).getAllByRole('menuitemradio')
    expect(items.map((item) => [item.textContent, item.getAttribute('aria-checked')])).toEqual([
      ['Productionacme-loc · platform.example', 'true'],
      ['Trialacme-test · platform.example', 'false'],
      ['Demo workspaceon this computer', 'false'],
    ])
    expect(within(menu()).getByRole('menuitemradio', { name: 'Trial' })).toBeDefined()
  })

  it('lists an unsaved connection while it is open, without an edit action', async () => {
    const { user } = show('wrong-key', { ...open, id: 'session', name: 'acme', kind: 'server' })
    await user.click(button())
    expect(within(menu()).getByRole('menuitemradio', { name: 'acme' }).getAttribute('aria-checked')).toBe(
      'true',
    )
    expect(within(menu()).getAllByText('acme-loc · platform.example · not remembered')).toHaveLength(1)
    expect(within(menu()).queryByRole('menuitem', { name: 'Edit connection…' })).toBeNull()
  })

  it.each([
    ['Trial', [{ name: 'openSaved', input: { id: 'c2' } }]],
    ['Demo workspace', [{ name: 'openDemo', input: undefined }]],
    ['Production', []],
  ])('opens another connection, and does nothing for the open one: %s', async (name, expectedCalls) => {
    const { api, user } = show()
    await user.click(button())
    await user.click(within(menu()).getByRole('menuitemradio', { name }))
    expect(api.calls).toEqual(expectedCalls)
    expect(screen.queryByRole('menu')).toBeNull()
  })

  it('asks for the key if none is stored, then opens with it', async () => {
    const { api, store, user } = show()
    await store.openSaved('c2')
    const dialog = within(await screen.findByRole('dialog', { name: 'Connect to Trial' }))
    await user.type(dialog.getByLabelText('Key for Trial'), 'typed{Enter}')
    expect(api.calls.at(-1)).toEqual({ name: 'openSaved', input: { id: 'c2', apiKey: 'typed' } })
  })

  it.each(['stored-key-unreadable', 'wrong-key'] as const)(
    'offers three options after the failure %s',
    async (kind) => {
      const { api, store, user } = show(kind)
      await store.openSaved('c2')
      const dialog = within(await screen.findByRole('dialog', { name: 'Connect to Trial' }))
      await user.click(dialog.getByRole('button', { name: 'Replace stored key' }))
      await user.type(dialog.getByLabelText('Key for Trial'), 'new{Enter}')
      expect(api.calls.at(-1)?.input).toEqual({ id: 'c2', apiKey: 'new', replaceStoredKey: true })
    },
  )

  it('says why the demo could not be opened, and can be cancelled', async () => {
    const { store, user } = show('unreachable')
    await store.openDemo()
    expect(within(await screen.findByRole('dialog')).getByRole('alert').textContent).toContain('reached')
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(store.getState()).toMatchObject({ failed: null, dialog: null })
  })

  it('adds a connection while the current one stays open', async () => {
    const { api, user } = show('wrong-key')
    await user.click(button())
    await user.click(within(menu()).getByRole('menuitem', { name: 'Add connection…' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Add a connection' }))
    expect(dialog.getByText(/stay connected to Production/)).toBeDefined()
    await user.type(dialog.getByRole('textbox', { name: 'Server URL' }), 'https://new.example')
    await user.type(dialog.getByRole('textbox', { name: 'Account ID' }), 'acme')
    await user.type(dialog.getByLabelText('API key'), 'secret{Enter}')
    expect(api.calls.at(-1)).toMatchObject({ name: 'connect', input: { serverUrl: 'https://new.example' } })
    expect((await dialog.findByRole('alert')).textContent).toContain('API key')
  })

  it('shows which connection is opening, and ignores a second request', async () => {
    const response = deferred<never>()
    const api = fakeWindowApi({ openSaved: () => response.answer })
    const store = createConnectStore(api)
    render(<ConnectionSwitcher store={store} current={open} saved={[production, trial]} />)
    void store.openSaved('c2')
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Connecting to Trial…'))
    void store.openDemo()
    expect(api.calls).toHaveLength(1)
  })
})

describe('the dialog that edits a connection', () => {
  afterEach(cleanup)

  it('saves name and colour, and closes', async () => {
    const { api, user } = show()
    await user.click(button())
    await user.click(within(menu()).getByRole('menuitem', { name: 'Edit connection…' }))
    const name = await screen.findByRole('textbox', { name: 'Name' })
    await user.clear(name)
    await user.type(name, 'Live')
    await user.click(screen.getByRole('radio', { name: 'Red' }))
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(api.calls).toEqual([{ name: 'editConnection', input: { id: 'c1', name: 'Live', color: 'red' } }])
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('stays open with an error when main refuses the name', async () => {
    const api = fakeWindowApi({
      editConnection: () => Promise.resolve(fail({ kind: 'connection-name', retry: 'no' })),
    })
    const store = createConnectStore(api)
    render(<EditConnection store={store} saved={[production]} />)
    store.openEditor('c1')
    await userEvent.click(await screen.findByRole('button', { name: 'Save' }))
    expect((await screen.findByText(/1 to 80 characters/)).className).toBe('field-error')
  })
})
