import { z } from 'zod'
import type { KeyState } from '../../shared/connection'
import type { Clock, FilesPort, HashPort, SecretBox } from '../ports'
import { createJsonDocument, type JsonDocument } from '../storage/json-document'
import { bindKey, isSameKeyOwner, readBoundKey, type KeyOwner } from './bound-key'

export interface KeyStorePorts {
  readonly files: FilesPort
  readonly box: SecretBox
  readonly hash: HashPort
  readonly clock: Pick<Clock, 'now'>
  /** Operating system and app name are stored in the file, so that a key from another one can be identified. */
  readonly platform: string
  readonly appName: string
}

export type LoadedKey =
  | { readonly state: 'ready'; readonly key: string; readonly shouldReseal: boolean }
  /** Sealed by a version that did not bind keys: nothing shows which server the key is for. */
  | { readonly state: 'unbound'; readonly key: string; readonly shouldReseal: boolean }
  /** The key was stored for another server or account, so it must not be sent to this one. */
  | { readonly state: 'elsewhere'; readonly owner: KeyOwner }
  | { readonly state: 'missing' }
  | { readonly state: 'unreadable' }

const sealedFileSchema = z.object({
  v: z.literal(1),
  platform: z.string(),
  appName: z.string(),
  prefix: z.string(),
  sha256: z.string(),
  sealed: z.array(z.number().int().min(0).max(255)),
  createdAt: z.string(),
})

type SealedFile = z.infer<typeof sealedFileSchema>

/** Prefix of data sealed with the constant key of Chromium on Linux, which protects nothing (docs/threat-model.md#constant-key). */
const constantKeyPrefix = 'v10'

/**
 * Stores API keys, one file each, sealed by the operating system's keychain together with the server and account that they
 * are for (docs/threat-model.md#stored-keys). An unreadable file is changed or removed only by the user. A replaced file is
 * kept as a backup until the new one was read once.
 */
export class KeyStore {
  constructor(private readonly ports: KeyStorePorts) {}

  /** Saves a key; returns `session-only` if it cannot be sealed and read back. */
  async saveKey(
    id: string,
    key: string,
    owner: KeyOwner,
  ): Promise<Extract<KeyState, 'saved-securely' | 'session-only'>> {
    if (!(await this.ports.box.isAvailable().catch(() => false))) return 'session-only'
    const saved = await this.saveVerified(id, key, owner).catch(() => false)
    return saved ? 'saved-securely' : 'session-only'
  }

  /** Opens the key of a connection, unless it was stored for another server or account. */
  async loadKey(id: string, owner: KeyOwner): Promise<LoadedKey> {
    const loaded = await this.tryToRead(id, owner)
    if (loaded.state !== 'ready') return loaded
    // The key works even if the keychain cannot seal it again now; the next start tries again.
    if (loaded.shouldReseal) await this.saveVerified(id, loaded.key, owner).catch(() => false)
    await this.ports.files.remove(backupOf(id))
    return loaded
  }

  async hasKey(id: string): Promise<boolean> {
    return (await this.ports.files.read(nameOf(id))) !== null
  }

  async forgetKey(id: string): Promise<void> {
    await this.ports.files.remove(nameOf(id))
    await this.ports.files.remove(backupOf(id))
  }

  /** Writes the key and reads it back; restores the previous file if that fails. */
  private async saveVerified(id: string, key: string, owner: KeyOwner): Promise<boolean> {
    const { files } = this.ports
    const sealed = await this.seal(bindKey(key, owner))
    if (sealed === null) return false
    const old = await files.read(nameOf(id))
    if (old !== null) await files.write(backupOf(id), old)
    await this.documentOf(id).write(sealed)
    const loaded = await this.tryToRead(id, owner)
    if (loaded.state === 'ready' && loaded.key === key) return true
    await (old === null ? files.remove(nameOf(id)) : files.write(nameOf(id), old))
    return false
  }

  private async seal(secret: string): Promise<SealedFile | null> {
    const { box, hash, clock, platform, appName } = this.ports
    const sealed = await box.seal(secret)
    const prefix = new TextDecoder().decode(sealed.slice(0, 3))
    if (platform === 'linux' && prefix === constantKeyPrefix) return null
    return {
      v: 1,
      platform,
      appName,
      prefix: /^v\d\d$/.test(prefix) ? prefix : '',
      sha256: hash.sha256(sealed),
      sealed: [...sealed],
      createdAt: new Date(clock.now()).toISOString(),
    }
  }

  private async tryToRead(id: string, owner: KeyOwner): Promise<LoadedKey> {
    try {
      return await this.readSealed(id, owner)
    } catch {
      // The cause does not matter: the file is kept, and the user has the same choices.
      return { state: 'unreadable' }
    }
  }

  private async readSealed(id: string, owner: KeyOwner): Promise<LoadedKey> {
    const { box, hash } = this.ports
    const stored = await this.documentOf(id).read()
    if (stored === null) return { state: 'missing' }
    const sealed = Uint8Array.from(stored.sealed)
    if (hash.sha256(sealed) !== stored.sha256) return { state: 'unreadable' }
    const { secret, shouldReseal } = await box.open(sealed)
    const bound = readBoundKey(secret)
    if (bound.owner === null) return { state: 'unbound', key: bound.key, shouldReseal }
    if (!isSameKeyOwner(bound.owner, owner)) return { state: 'elsewhere', owner: bound.owner }
    return { state: 'ready', key: bound.key, shouldReseal }
  }

  private documentOf(id: string): JsonDocument<SealedFile | null> {
    return createJsonDocument({
      files: this.ports.files,
      fileName: nameOf(id),
      schema: sealedFileSchema.nullable(),
      empty: null,
    })
  }
}

function nameOf(id: string): string {
  return `key-${id}.json`
}

function backupOf(id: string): string {
  return `key-${id}.bak.json`
}
