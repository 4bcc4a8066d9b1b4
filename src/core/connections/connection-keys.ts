import type { KeyState } from '../../shared/connection'
import { fail, succeed, type Result } from '../../shared/result'
import type { KeyStore } from './key-store'

export interface LoadedAccess {
  readonly key: string
  readonly state: Extract<KeyState, 'saved-securely' | 'session-only'>
}

/** Keys of the saved connections: in the keychain, or in the memory of this session (docs/rules.md#p7). */
export class ConnectionKeys {
  private readonly unreadable = new Set<string>()
  /** Typed in this session and in no keychain. */
  private readonly typed = new Map<string, string>()

  constructor(
    private readonly store: KeyStore,
    private readonly onChange: () => void,
  ) {}

  /** Failures: `stored-key-missing`, `stored-key-unreadable`. */
  async loadKey(id: string): Promise<Result<LoadedAccess>> {
    const typed = this.typed.get(id)
    if (typed !== undefined) return succeed({ key: typed, state: 'session-only' })
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

  /** In the keychain where there is one. Rejects where the disk does. */
  async saveKey(id: string, key: string): Promise<LoadedAccess['state']> {
    const state = await this.store.saveKey(id, key)
    this.unreadable.delete(id)
    if (state === 'session-only') this.keepForSession(id, key)
    else this.typed.delete(id)
    return state
  }

  keepForSession(id: string, key: string): void {
    this.typed.set(id, key)
  }

  /** The user signed out, or the server does not take this key: it is asked for again. */
  dropFromSession(id: string): void {
    this.typed.delete(id)
  }

  async forgetKey(id: string): Promise<void> {
    this.typed.delete(id)
    await this.store.forgetKey(id)
  }

  async stateOf(id: string): Promise<KeyState> {
    if (this.unreadable.has(id)) return 'stored-key-unreadable'
    return (await this.store.hasKey(id)) ? 'saved-securely' : 'session-only'
  }
}
