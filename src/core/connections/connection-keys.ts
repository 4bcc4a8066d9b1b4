import type { KeyState } from '../../shared/connection'
import { fail, succeed, type Result } from '../../shared/result'
import type { KeyStore } from './key-store'

export interface LoadedAccess {
  readonly key: string
  readonly state: Extract<KeyState, 'saved-securely' | 'session-only'>
}

/** The keys of saved connections, in the keychain or in memory for this session (docs/rules.md#p7). */
export class ConnectionKeys {
  private readonly unreadable = new Set<string>()
  /** Keys that were typed in this session and are not in the keychain. */
  private readonly sessionKeys = new Map<string, string>()

  constructor(
    private readonly store: KeyStore,
    private readonly onChange: () => void,
  ) {}

  /** Failures: `stored-key-missing`, `stored-key-unreadable`. */
  async loadKey(id: string): Promise<Result<LoadedAccess>> {
    const sessionKey = this.sessionKeys.get(id)
    if (sessionKey !== undefined) return succeed({ key: sessionKey, state: 'session-only' })
    const loaded = await this.store.loadKey(id)
    if (loaded.state === 'ready') {
      this.unreadable.delete(id)
      return succeed({ key: loaded.key, state: 'saved-securely' })
    }
    if (loaded.state === 'missing') return fail({ kind: 'stored-key-missing', retry: 'no' })
    this.unreadable.add(id)
    this.onChange()
    return fail({ kind: 'stored-key-unreadable', retry: 'now' })
  }

  /** Saves a key in the keychain, if there is one. Rejects if the disk fails. */
  async saveKey(id: string, key: string): Promise<LoadedAccess['state']> {
    const state = await this.store.saveKey(id, key)
    this.unreadable.delete(id)
    if (state === 'session-only') this.keepForSession(id, key)
    else this.sessionKeys.delete(id)
    return state
  }

  keepForSession(id: string, key: string): void {
    this.sessionKeys.set(id, key)
  }

  /** Forgets a session key after a sign-out or a rejected key, so that it must be typed again. */
  dropFromSession(id: string): void {
    this.sessionKeys.delete(id)
  }

  async forgetKey(id: string): Promise<void> {
    this.sessionKeys.delete(id)
    await this.store.forgetKey(id)
  }

  async stateOf(id: string): Promise<KeyState> {
    if (this.unreadable.has(id)) return 'stored-key-unreadable'
    return (await this.store.hasKey(id)) ? 'saved-securely' : 'session-only'
  }
}
