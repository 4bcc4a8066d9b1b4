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

  async isAvailable(): Promise<boolean> {
    const { isAsyncEncryptionAvailable, isEncryptionAvailable } = this.storage
    const offered = await (isAsyncEncryptionAvailable?.() ?? isEncryptionAvailable?.() ?? false)
    if (!offered || this.platform !== 'linux') return offered
    // On Linux "available" may mean a constant key: only what it seals tells.
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
