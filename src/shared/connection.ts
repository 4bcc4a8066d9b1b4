/** Where the API key of a connection is stored. */
export type KeyState =
  | 'saved-securely'
  | 'session-only'
  | 'stored-key-unreadable'
  /** The stored key is for another server or account. */
  | 'stored-key-elsewhere'

export const connectionColors = ['blue', 'orange', 'green', 'purple', 'red', 'grey'] as const

export type ConnectionColor = (typeof connectionColors)[number]

/** A connection saved on this computer; never contains the key. */
export interface SavedConnection {
  readonly id: string
  readonly name: string
  readonly color: ConnectionColor
  /** Normalized: scheme, host and optional path, without `/api` and without a trailing slash. */
  readonly serverUrl: string
  readonly accountId: string
  /** Deletions and uploads are forbidden; enforced by main. */
  readonly readOnly: boolean
  /** Opened automatically at start; true for at most one connection. */
  readonly opensAtStart: boolean
  readonly key: KeyState
}

/** The connection that is open now. */
export interface Connection {
  /** Saved id, `demo`, `session` or `environment`. */
  readonly id: string
  readonly name: string
  readonly color: ConnectionColor
  readonly kind: 'server' | 'demo' | 'environment'
  /** Host and port as shown in confirmations, or `demo` for the demo workspace. */
  readonly host: string
  readonly accountId: string
  /** Deletions and uploads are forbidden; enforced by main, for this session if the connection is not saved. */
  readonly readOnly: boolean
  readonly key: KeyState
}

/** The account of an operation, with the name and colour of its connection at the start. */
export interface WorkAccount {
  /** Identifies server and account, however they were opened. For comparison only. */
  readonly accountKey: string
  readonly connectionName: string
  readonly connectionColor: ConnectionColor
  /** As in `Connection`. */
  readonly host: string
  readonly accountId: string
}

export interface ConnectRequest {
  readonly serverUrl: string
  readonly accountId: string
  readonly apiKey: string
  readonly remember: boolean
  /** Cannot lift the protection of a saved connection: if that is read-only, it stays read-only. */
  readonly readOnly: boolean
}

/** Editable properties of a saved connection. Name and colour identify it wherever confusion is dangerous. */
export interface ConnectionEdit {
  readonly id: string
  /** 1 to 80 visible characters; trimmed. */
  readonly name: string
  readonly color: ConnectionColor
  /** Unchanged if missing. True replaces the previous connection, and requires a securely saved key. */
  readonly opensAtStart?: boolean
}

/** Opens a saved connection. A given key is used for this session, or replaces an unreadable stored key. */
export interface OpenSavedRequest {
  readonly id: string
  readonly apiKey?: string
  readonly replaceStoredKey?: boolean
}
