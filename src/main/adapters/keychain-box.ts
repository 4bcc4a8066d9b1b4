import type { OpenedSecret, SecretBox } from '../../core/ports'

/** The methods of safeStorage by Electron major: asynchronous since 42, synchronous until 45. */
export interface SafeStorageVersions {
  isAsyncEncryptionAvailable?: () => Promise<boolean>
  encryptStringAsync?: (text: string) => Promise<Buffer>
  decryptStringAsync?: (sealed: Buffer) => Promise<{ result: string; shouldReEncrypt: boolean }>
  isEncryptionAvailable?: () => boolean
  encryptString?: (text: string) => Buffer
  decryptString?: (sealed: Buffer) => string
}

/** Marks Chromium's fallback encryption on Linux, whose key is public (docs/threat-model.md#constant-key). */
const constantKeyPrefix = 'v10'

/** Chromium's keychain access with the API of this runtime. Use it only after `ready`. */
export class KeychainBox implements SecretBox {
  constructor(
    private readonly platform: string,
    private readonly storage: SafeStorageVersions,
  ) {}

  // Called on their object: from Electron 42 on they throw without it.

  async isAvailable(): Promise<boolean> {
    const { storage } = this
    const isOffered = await (storage.isAsyncEncryptionAvailable?.() ??
      storage.isEncryptionAvailable?.() ??
      false)
    if (!isOffered || this.platform !== 'linux') return isOffered
    // On Linux "available" may mean the constant key; only an encrypted sample shows it.
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
