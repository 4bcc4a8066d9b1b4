/** Where the API key of a connection is. Exactly one word of these is shown to the user. */
export type KeyState = 'saved-securely' | 'session-only' | 'stored-key-unreadable'

export const connectionColors = ['blue', 'orange', 'green', 'purple', 'red', 'grey'] as const

export type ConnectionColor = (typeof connectionColors)[number]

/** A connection that is kept on this computer, never with its key in it. */
export interface SavedConnection {
  readonly id: string
  readonly name: string
  readonly color: ConnectionColor
  /** Normalised: scheme and host (and path, if any), without `/api`, without a trailing slash. */
  readonly serverUrl: string
  readonly accountId: string
  /** Nothing may be deleted or uploaded over it; held by main. */
  readonly readOnly: boolean
  /** Main opens it by itself when the app starts; true for one at most. */
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
  /** Host (and port) as shown in every question. `demo` for the demo workspace. */
  readonly host: string
  readonly accountId: string
  /** Nothing may be deleted or uploaded over it; held by main, and kept for this session where it is not saved. */
  readonly readOnly: boolean
  readonly key: KeyState
}

/** Whose work something is: the account it is done in, and how its connection was called when it began. */
export interface WorkAccount {
  /** Names server and account, whichever way they were opened; for comparing only. */
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
  /** Never takes back what is kept: a saved connection that is read-only stays so. */
  readonly readOnly: boolean
}

/** What the user may change of a saved connection: name and colour are shown wherever it matters which one is meant. */
export interface ConnectionEdit {
  readonly id: string
  /** 1 to 80 characters that can be seen; trimmed. */
  readonly name: string
  readonly color: ConnectionColor
  /** As it was where it is left out. On, it takes the place of the one that was; only where the key is saved securely. */
  readonly opensAtStart?: boolean
}

/** Opens a kept connection. With a key: used for this session, or stored in the place of the unreadable one. */
export interface OpenSavedRequest {
  readonly id: string
  readonly apiKey?: string
  readonly replaceStoredKey?: boolean
}
