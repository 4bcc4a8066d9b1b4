import type { OpenedSecret, SecretBox } from '../../core/ports'

/** The parts of safeStorage that came or go with a major: asynchronous since 42, synchronous removed in 46. */
export interface SafeStorageVersions {
  isAsyncEncryptionAvailable?: () => Promise<boolean>
  encryptStringAsync?: (text: string) => Promise<Buffer>
  decryptStringAsync?: (sealed: Buffer) => Promise<{ result: string; shouldReEncrypt: boolean }>
  isEncryptionAvailable?: () => boolean
  encryptString?: (text: string) => Buffer
  decryptString?: (sealed: Buffer) => string
}

/** Sealed with the constant that Chromium falls back to on Linux: anybody can open it (docs/threat-model.md#constant-key). */
const constantKeyPrefix = 'v10'

/** Chromium's keychain access, over whichever API this runtime has. Call it after `ready` only. */
export class KeychainBox implements SecretBox {
  constructor(
    private readonly platform: string,
    private readonly storage: SafeStorageVersions,
  ) {}

  // Called on their object: from Electron 42 on they throw without it.

  async isAvailable(): Promise<boolean> {
    const { storage } = this
    const offered = await (storage.isAsyncEncryptionAvailable?.() ??
      storage.isEncryptionAvailable?.() ??
      false)
    if (!offered || this.platform !== 'linux') return offered
    // On Linux "available" may mean a constant key: only what it seals tells.
    return new TextDecoder().decode((await this.seal('probe')).slice(0, 3)) !== constantKeyPrefix
  }

  async seal(secret: string): Promise<Uint8Array> {
    const sealed = this.storage.encryptStringAsync?.(secret) ?? this.storage.encryptString?.(secret)
    if (sealed === undefined) throw new Error('this runtime has no safeStorage')
    return sealed
  }

  async open(sealed: Uint8Array): Promise<OpenedSecret> {
    const bytes = Buffer.from(sealed)
    const opened = await this.storage.decryptStringAsync?.(bytes)
    if (opened !== undefined) return { secret: opened.result, shouldReseal: opened.shouldReEncrypt }
    const secret = this.storage.decryptString?.(bytes)
    if (secret === undefined) throw new Error('this runtime has no safeStorage')
    return { secret, shouldReseal: false }
  }
}
