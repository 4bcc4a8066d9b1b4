import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ConnectRequest } from '../../../shared/connection'
import type { AppFailure } from '../../../shared/failure'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { Result } from '../../../shared/result'
import { safely } from '../../lib/safely'

/** What is tried, or was tried last: the form, the demo workspace, or a kept connection by its id. */
export type Attempt =
  { readonly kind: 'form' } | { readonly kind: 'demo' } | { readonly kind: 'saved'; readonly id: string }

/** A kept connection waits for its key to be typed. */
export interface KeyWanted {
  readonly id: string
  readonly use: 'session' | 'replace'
}

export interface ConnectState {
  readonly busy: Attempt | null
  readonly failed: { readonly attempt: Attempt; readonly failure: AppFailure } | null
  readonly keyWanted: KeyWanted | null
}

export const initialConnectState: ConnectState = { busy: null, failed: null, keyWanted: null }

export function begin(attempt: Attempt): ConnectState {
  return { busy: attempt, failed: null, keyWanted: null }
}

/** A missing key is no failure to the user: the next step is to type it. */
export function end(attempt: Attempt, result: Result<unknown>): ConnectState {
  if (result.ok) return initialConnectState
  const { failure } = result
  if (attempt.kind === 'saved' && failure.kind === 'stored-key-missing') {
    return { busy: null, failed: null, keyWanted: { id: attempt.id, use: 'session' } }
  }
  return { busy: null, failed: { attempt, failure }, keyWanted: null }
}

export interface ConnectStore extends StoreApi<ConnectState> {
  readonly connect: (request: ConnectRequest) => Promise<void>
  readonly openDemo: () => Promise<void>
  readonly openSaved: (id: string) => Promise<void>
  readonly openWithKey: (wanted: KeyWanted, apiKey: string) => Promise<void>
  readonly askForKey: (wanted: KeyWanted | null) => void
  readonly forget: (id: string) => Promise<void>
  readonly setReadOnly: (id: string, readOnly: boolean) => Promise<void>
}

export function createConnectStore(api: RefshelfApi): ConnectStore {
  const store = createStore<ConnectState>(() => initialConnectState)

  async function attempt(what: Attempt, call: () => Promise<Result<unknown>>): Promise<void> {
    if (store.getState().busy !== null) return
    store.setState(begin(what))
    store.setState(end(what, await safely(call())))
  }

  return {
    ...store,
    connect: (request) => attempt({ kind: 'form' }, () => api.connect(request)),
    openDemo: () => attempt({ kind: 'demo' }, () => api.openDemo()),
    openSaved: (id) => attempt({ kind: 'saved', id }, () => api.openSaved({ id })),
    openWithKey: ({ id, use }, apiKey) =>
      attempt({ kind: 'saved', id }, () =>
        api.openSaved({ id, apiKey, ...(use === 'replace' && { replaceStoredKey: true }) }),
      ),
    askForKey: (keyWanted) => store.setState({ keyWanted, failed: null }),
    setReadOnly: (id, readOnly) => attempt({ kind: 'saved', id }, () => api.setReadOnly({ id, readOnly })),
    forget: (id) => attempt({ kind: 'saved', id }, () => api.forgetSaved({ id })),
  }
}
