import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import type { AccountData } from '../../../shared/account-data'
import type { AutoOpenedConnection } from '../../../shared/app-status'
import type { SavedConnection } from '../../../shared/connection'
import type { AppFailure, FailureKind } from '../../../shared/failure'
import { fail, succeed } from '../../../shared/result'
import { fakeWindowApi } from '../../../testing/window-api'
import { ConnectScreen } from './connect-screen'
import { ForgetDialog } from './forget-dialog'
import { createConnectStore } from './connect-store'

const saved: SavedConnection = {
  id: 'c1',
  name: 'Production',
  color: 'orange',
  serverUrl: 'https://wordbee-translator.example',
  accountId: 'acme-loc',
  readOnly: false,
  opensAtStart: false,
  key: 'saved-securely',
}

const accountData: AccountData = { holdings: [], unfinished: [], locks: 0, unreadable: 0 }

interface ShowOptions {
  readonly saved?: readonly SavedConnection[]
  readonly startFailure?: AppFailure
  readonly autoOpened?: AutoOpenedConnection
  readonly refusal?: FailureKind
}

function show(options: ShowOptions = {}) {
  const { saved: savedConnections = [], startFailure, autoOpened, refusal = 'wrong-key' } = options
  const refuse = () => Promise.resolve(fail({ kind: refusal, retry: 'no', detail: 'Told by the server' }))
  const api = fakeWindowApi({
    connect: refuse,
    openSaved: refuse,
    openDemo: refuse,
    readAccountData: () => Promise.resolve(succeed(accountData)),
    forgetSaved: () => Promise.resolve(succeed({ notRemoved: [] })),
  })
  const store = createConnectStore(api)
  render(
    <>
      <ConnectScreen
        store={store}
        saved={savedConnections}
        autoOpened={autoOpened ?? null}
        startFailure={startFailure ?? null}
      />
      <ForgetDialog store={store} saved={savedConnections} />
    </>,
  )
  return { api, user: userEvent.setup() }
}

const keyField = () => screen.getByLabelText<HTMLInputElement>('API key')

async function submit(user: ReturnType<typeof userEvent.setup>) {
  await user.type(screen.getByRole('textbox', { name: 'Server URL' }), ' https://acme.example/api/ ')
  await user.type(screen.getByRole('textbox', { name: 'Account ID' }), 'acme')
  await user.type(keyField(), 'secret')
  await user.click(screen.getByRole('checkbox', { name: 'Remember on this computer' }))
  await user.click(screen.getByRole('button', { name: 'Connect' }))
}

describe('the connect screen', () => {
  afterEach(cleanup)

  it('submits the form once and clears the key', async () => {
    const { api, user } = show()
    expect(keyField().type).toBe('password')
    await submit(user)
    expect(api.calls).toEqual([
      {
        name: 'connect',
        input: {
          serverUrl: 'https://acme.example/api/',
          accountId: 'acme',
          apiKey: 'secret',
          remember: true,
          readOnly: false,
        },
      },
    ])
    expect(keyField().value).toBe('')
  })

  it('explains the failure, quotes the server, and focuses the key field', async () => {
    const { user } = show()
    await submit(user)
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('API key')
    expect(alert.textContent).toContain('Told by the server')
    await waitFor(() => expect(document.activeElement).toBe(keyField()))
  })

  it('shows the address that will be used, and where Wordbee shows it', async () => {
    const { user } = show()
    expect(screen.getByText(/My account → API shows the URL, the account and the key/)).toBeDefined()
    const field = screen.getByRole('textbox', { name: 'Server URL' })
    await user.type(field, 'https://acme.example/Projects/View.aspx?id=7#top')
    expect(screen.getByText('Refshelf will use https://acme.example.')).toBeDefined()
    await user.clear(field)
    await user.type(field, 'https://acme.example/')
    expect(screen.queryByText(/Refshelf will use/)).toBeNull()
    await user.clear(field)
    await user.type(field, 'https://api.acme.example:32570')
    expect(screen.getByText(/the older API 1/)).toBeDefined()
  })

  it('reports missing fields without calling the server', async () => {
    const { api, user } = show()
    await user.click(screen.getByRole('button', { name: 'Connect' }))
    expect(screen.getByText('Enter the server URL of your platform.')).toBeDefined()
    expect(api.calls).toEqual([])
  })

  it('shows why the connection from the command line failed', () => {
    show({ startFailure: { kind: 'certificate', retry: 'no' } })
    expect(screen.getByRole('alert').textContent).toContain('certificate')
  })

  it('marks the connection that is opening automatically and disables the others', async () => {
    const { api, user } = show({ saved: [saved], autoOpened: { id: 'c1', isOpening: true } })
    expect(screen.getByRole('listitem', { busy: true }).textContent).toContain('Production')
    await user.click(screen.getByRole('button', { name: /^Production/ }))
    expect(api.calls).toEqual([])
  })

  it('shows at the connection why it failed to open, and can retry', async () => {
    const { api, user } = show({
      saved: [saved],
      autoOpened: { id: 'c1', isOpening: false },
      startFailure: { kind: 'certificate', retry: 'no' },
    })
    const card = screen.getByText('Production').closest('li')
    expect(screen.getByRole('alert').closest('li')).toBe(card)
    await user.click(screen.getByRole('button', { name: /^Production/ }))
    expect(api.calls).toEqual([{ name: 'openSaved', input: { id: 'c1' } }])
    expect(screen.getByRole('alert').textContent).not.toContain('certificate')
  })

  it('says that the key lasts for this session if there is no keychain', () => {
    show()
    expect(screen.getByText(/kept for this session only/)).toBeDefined()
  })

  it('opens a saved connection, and asks for its key if none is stored', async () => {
    const { api, user } = show({ saved: [{ ...saved, key: 'session-only' }], refusal: 'stored-key-missing' })
    await user.click(screen.getByRole('button', { name: /^Production/ }))
    await user.type(await screen.findByLabelText('Key for Production'), 'typed')
    await user.click(screen.getByRole('button', { name: 'Use' }))
    expect(api.calls.at(-1)).toEqual({ name: 'openSaved', input: { id: 'c1', apiKey: 'typed' } })
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('offers three options when a stored key cannot be read', async () => {
    const { api, user } = show({ saved: [{ ...saved, key: 'stored-key-unreadable' }] })
    expect(screen.getByText('Stored key unreadable')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    expect(api.calls.at(-1)).toEqual({ name: 'openSaved', input: { id: 'c1' } })
    expect(screen.getByRole('button', { name: 'Use for this session' })).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Replace stored key' }))
    await user.type(screen.getByLabelText('Key for Production'), 'new')
    await user.click(screen.getByRole('button', { name: 'Replace' }))
    expect(api.calls.at(-1)).toEqual({
      name: 'openSaved',
      input: { id: 'c1', apiKey: 'new', replaceStoredKey: true },
    })
  })

  it('forgets a saved connection after a second press', async () => {
    const { api, user } = show({ saved: [saved] })
    await user.click(screen.getByRole('button', { name: 'Forget Production' }))
    expect(api.calls).toEqual([{ name: 'readAccountData', input: { id: 'c1' } }])
    await user.click(screen.getByRole('button', { name: 'Forget' }))
    expect(api.calls.at(-1)).toEqual({ name: 'forgetSaved', input: { id: 'c1' } })
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})
