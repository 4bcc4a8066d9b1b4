import type { KeyState } from '../../shared/connection'
import { fail, succeed, type Result } from '../../shared/result'
import { isSameKeyOwner, type KeyOwner } from './bound-key'
import type { KeyStore, LoadedKey } from './key-store'

export interface LoadedAccess {
  readonly key: string
  readonly state: Extract<KeyState, 'saved-securely' | 'session-only'>
}

export interface KeyPorts {
  readonly onChange: () => void
  /** Asks the user whether the stored key, which names no server, is for this one. */
  readonly confirmOwner: (owner: KeyOwner) => Promise<boolean>
}

/** The keys of saved connections, in the keychain or in memory for this session (docs/rules.md#p7). */
export class ConnectionKeys {
  /** Stored keys that could not be used. */
  private readonly refused = new Map<string, 'stored-key-unreadable' | 'stored-key-elsewhere'>()
  /** Keys that were typed in this session and are not in the keychain. */
  private readonly sessionKeys = new Map<string, { readonly key: string; readonly owner: KeyOwner }>()

  constructor(
    private readonly store: KeyStore,
    private readonly ports: KeyPorts,
  ) {}

  /**
   * The key of a connection, for this server and account only. Failures: `stored-key-missing`, `stored-key-unreadable`,
   * `stored-key-elsewhere` (the key is for another server or account).
   */
  async loadKey(id: string, owner: KeyOwner): Promise<Result<LoadedAccess>> {
    const sessionKey = this.sessionKeys.get(id)
    if (sessionKey !== undefined && isSameKeyOwner(sessionKey.owner, owner))
      return succeed({ key: sessionKey.key, state: 'session-only' })
    const loaded = await this.store.loadKey(id, owner)
    switch (loaded.state) {
      case 'ready':
        this.refused.delete(id)
        return succeed({ key: loaded.key, state: 'saved-securely' })
      case 'unbound':
        return this.takeOver(id, loaded.key, owner)
      case 'missing':
        return fail({ kind: 'stored-key-missing', retry: 'no' })
      case 'elsewhere':
      case 'unreadable':
        return this.refuse(id, loaded)
    }
  }

  /** Saves a key in the keychain, if there is one. Rejects if the disk fails. */
  async saveKey(id: string, key: string, owner: KeyOwner): Promise<LoadedAccess['state']> {
    const state = await this.store.saveKey(id, key, owner)
    this.refused.delete(id)
    if (state === 'session-only') this.keepForSession(id, key, owner)
    else this.sessionKeys.delete(id)
    return state
  }

  keepForSession(id: string, key: string, owner: KeyOwner): void {
    this.sessionKeys.set(id, { key, owner })
  }

  /** Forgets a session key after a sign-out or a rejected key, so that it must be typed again. */
  dropFromSession(id: string): void {
    this.sessionKeys.delete(id)
  }

  async forgetKey(id: string): Promise<void> {
    this.sessionKeys.delete(id)
    await this.store.forgetKey(id)
    this.refused.delete(id)
  }

  async stateOf(id: string): Promise<KeyState> {
    return this.refused.get(id) ?? ((await this.store.hasKey(id)) ? 'saved-securely' : 'session-only')
  }

  /** A key of an earlier version names no server: the user decides, and then it is sealed together with this one. */
  private async takeOver(id: string, key: string, owner: KeyOwner): Promise<Result<LoadedAccess>> {
    if (!(await this.ports.confirmOwner(owner))) return fail({ kind: 'stored-key-missing', retry: 'no' })
    return succeed({ key, state: await this.saveKey(id, key, owner) })
  }

  private refuse(
    id: string,
    loaded: Extract<LoadedKey, { state: 'elsewhere' | 'unreadable' }>,
  ): Result<LoadedAccess> {
    const kind = loaded.state === 'elsewhere' ? 'stored-key-elsewhere' : 'stored-key-unreadable'
    this.refused.set(id, kind)
    this.ports.onChange()
    if (loaded.state === 'unreadable') return fail({ kind, retry: 'now' })
    const { serverUrl, accountId } = loaded.owner
    return fail({ kind, retry: 'no', detail: `${serverUrl}, ${accountId}` })
  }
}
