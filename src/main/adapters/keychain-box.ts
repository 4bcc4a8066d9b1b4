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

  async isAvailable(): Promise<boolean> {
    const { isAsyncEncryptionAvailable, isEncryptionAvailable } = this.storage
    const isOffered = await (isAsyncEncryptionAvailable?.() ?? isEncryptionAvailable?.() ?? false)
    if (!isOffered || this.platform !== 'linux') return isOffered
    // On Linux "available" may mean the constant key; only an encrypted sample shows it.
    return new TextDecoder().decode((await this.seal('probe')).slice(0, 3)) !== constantKeyPrefix
  }

  async seal(secret: string): Promise<Uint8Array> {
    const { encryptStringAsync, encryptString } = this.storage
    if (encryptStringAsync !== undefined) return encryptStringAsync(secret)
    if (encryptString !== undefined) return encryptString(secret)
    throw new Error('this runtime has no safeStorage')
  }

  async open(sealed: Uint8Array): Promise<OpenedSecret> {
    const { decryptStringAsync, decryptString } = this.storage
    if (decryptStringAsync !== undefined) {
      const { result, shouldReEncrypt } = await decryptStringAsync(Buffer.from(sealed))
      return { secret: result, shouldReseal: shouldReEncrypt }
    }
    if (decryptString !== undefined)
      return { secret: decryptString(Buffer.from(sealed)), shouldReseal: false }
    throw new Error('this runtime has no safeStorage')
  }
}
