import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ConnectionEdit, ConnectRequest } from '../../../shared/connection'
import type { AppFailure } from '../../../shared/failure'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { Result } from '../../../shared/result'
import { callMain } from '../../lib/call-main'
import { createForgetting, type Forgetting, type ForgettingActions } from './forgetting'

/** What an attempt connects with: the form, the demo workspace, or a saved connection by its id. */
export type Attempt =
  { readonly kind: 'form' } | { readonly kind: 'demo' } | { readonly kind: 'saved'; readonly id: string }

/** A saved connection that waits for its key to be typed. */
export interface KeyRequest {
  readonly id: string
  readonly use: 'session' | 'replace'
}

export interface ConnectState {
  readonly busy: Attempt | null
  readonly failed: { readonly attempt: Attempt; readonly failure: AppFailure } | null
  readonly keyRequest: KeyRequest | null
  /** Subject of the dialog over the workspace. The connect screen shows the same state inline. */
  readonly dialog: Attempt | null
  readonly editing: ConnectionEditing | null
  readonly forgetting: Forgetting | null
}

/** A saved connection whose name, colour or start option is being edited. */
export interface ConnectionEditing {
  readonly id: string
  readonly isBusy: boolean
  readonly failure: AppFailure | null
}

export const initialConnectState: ConnectState = {
  busy: null,
  failed: null,
  keyRequest: null,
  dialog: null,
  editing: null,
  forgetting: null,
}

export function startAttempt(state: ConnectState, attempt: Attempt): ConnectState {
  return { ...state, busy: attempt, failed: null, keyRequest: null }
}

/** A missing key is not shown as a failure: the next step is to type it. */
export function finishAttempt(state: ConnectState, attempt: Attempt, result: Result<unknown>): ConnectState {
  if (result.ok) return initialConnectState
  const { failure } = result
  const finished = { ...state, busy: null, dialog: attempt }
  if (attempt.kind === 'saved' && failure.kind === 'stored-key-missing') {
    return { ...finished, failed: null, keyRequest: { id: attempt.id, use: 'session' } }
  }
  return { ...finished, failed: { attempt, failure }, keyRequest: null }
}

export interface ConnectStore extends StoreApi<ConnectState>, ForgettingActions {
  readonly connect: (request: ConnectRequest) => Promise<void>
  readonly openDemo: () => Promise<void>
  readonly openSaved: (id: string) => Promise<void>
  readonly openWithKey: (request: KeyRequest, apiKey: string) => Promise<void>
  readonly requestKey: (request: KeyRequest | null) => void
  readonly setReadOnly: (id: string, readOnly: boolean) => Promise<void>
  /** Opens the dialog that adds a connection. The current one stays open. */
  readonly openForm: () => void
  readonly closeDialog: () => void
  readonly openEditor: (id: string) => void
  readonly saveEdit: (facts: Omit<ConnectionEdit, 'id'>) => Promise<void>
  readonly closeEditor: () => void
}

export function createConnectStore(api: RefshelfApi): ConnectStore {
  const store = createStore<ConnectState>(() => initialConnectState)

  async function run(attempt: Attempt, call: () => Promise<Result<unknown>>): Promise<void> {
    if (store.getState().busy !== null) return
    store.setState((state) => startAttempt(state, attempt))
    const result = await callMain(call())
    store.setState((state) => finishAttempt(state, attempt, result))
  }

  return {
    ...store,
    connect: (request) => run({ kind: 'form' }, () => api.connect(request)),
    openDemo: () => run({ kind: 'demo' }, () => api.openDemo()),
    openSaved: (id) => run({ kind: 'saved', id }, () => api.openSaved({ id })),
    openWithKey: ({ id, use }, apiKey) =>
      run({ kind: 'saved', id }, () =>
        api.openSaved({ id, apiKey, ...(use === 'replace' && { replaceStoredKey: true }) }),
      ),
    requestKey: (keyRequest) => store.setState({ keyRequest, failed: null }),
    setReadOnly: (id, readOnly) => run({ kind: 'saved', id }, () => api.setReadOnly({ id, readOnly })),
    openForm: () => store.setState({ dialog: { kind: 'form' }, failed: null, keyRequest: null }),
    closeDialog: () => {
      if (store.getState().busy === null) store.setState({ dialog: null, failed: null, keyRequest: null })
    },
    ...createEditor(api, store),
    ...createForgetting(api, {
      getState: store.getState,
      set: (forgetting) => store.setState({ forgetting }),
    }),
  }
}

function createEditor(
  api: RefshelfApi,
  store: StoreApi<ConnectState>,
): Pick<ConnectStore, 'openEditor' | 'saveEdit' | 'closeEditor'> {
  return {
    openEditor: (id) => store.setState({ editing: { id, isBusy: false, failure: null } }),
    closeEditor: () => store.setState({ editing: null }),
    saveEdit: async (facts) => {
      const { editing } = store.getState()
      if (editing === null || editing.isBusy) return
      const { id } = editing
      store.setState({ editing: { id, isBusy: true, failure: null } })
      const result = await callMain(api.editConnection({ id, ...facts }))
      store.setState({ editing: result.ok ? null : { id, isBusy: false, failure: result.failure } })
    },
  }
}
