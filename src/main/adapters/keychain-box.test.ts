import { describe, expect, it } from 'vitest'
import { KeychainBox, type SafeStorageVersions } from './keychain-box'

/** Seals as Electron does: every method needs its object, as those of a wrapped native class do. */
class Sealing {
  readonly #prefix: string

  constructor(prefix: string) {
    this.#prefix = prefix
  }

  protected seal(text: string): Buffer {
    return Buffer.from(this.#prefix + text)
  }

  protected unseal(sealed: Buffer): string {
    return sealed.subarray(this.#prefix.length).toString()
  }
}

/** Like Electron 25: synchronous only. */
class SyncStorage extends Sealing {
  readonly #available: boolean

  constructor(prefix: string, available = true) {
    super(prefix)
    this.#available = available
  }

  isEncryptionAvailable(): boolean {
    return this.#available
  }

  encryptString(text: string): Buffer {
    return this.seal(text)
  }

  decryptString(sealed: Buffer): string {
    return this.unseal(sealed)
  }
}

/** Like Electron 46: asynchronous only, and "available" on Linux whatever it seals with. */
class AsyncStorage extends Sealing {
  readonly #shouldReEncrypt: boolean

  constructor(prefix: string, shouldReEncrypt = false) {
    super(prefix)
    this.#shouldReEncrypt = shouldReEncrypt
  }

  isAsyncEncryptionAvailable(): Promise<boolean> {
    return Promise.resolve(this.unseal(this.seal('')) === '')
  }

  encryptStringAsync(text: string): Promise<Buffer> {
    return Promise.resolve(this.seal(text))
  }

  decryptStringAsync(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    return Promise.resolve({ result: this.unseal(sealed), shouldReEncrypt: this.#shouldReEncrypt })
  }
}

/** Like Electron 42 to 45: both APIs. Where there is a choice the asynchronous one is used. */
class BothStorage extends AsyncStorage {
  isEncryptionAvailable(): boolean {
    return this.encryptString('').length > 0
  }

  encryptString(text: string): Buffer {
    return this.seal(`synchronous ${text}`)
  }

  decryptString(sealed: Buffer): string {
    return this.unseal(sealed)
  }
}

/** Electron without safeStorage. */
const noStorage: SafeStorageVersions = {}

describe('the keychain', () => {
  it.each([
    ['the synchronous API', new SyncStorage('v11')],
    ['the asynchronous API', new AsyncStorage('v11')],
    ['both APIs', new BothStorage('v11')],
  ])('seals and opens over %s', async (_, api: SafeStorageVersions) => {
    const box = new KeychainBox('linux', api)
    expect(await box.isAvailable()).toBe(true)
    expect(await box.open(await box.seal('s'))).toEqual({ secret: 's', shouldReseal: false })
  })

  it.each([
    ['there is none', new SyncStorage('v11', false), 'linux'],
    ['Linux seals with the constant key, synchronously', new SyncStorage('v10'), 'linux'],
    ['Linux seals with the constant key, asynchronously', new AsyncStorage('v10'), 'linux'],
    ['the runtime has no such API', noStorage, 'linux'],
  ])('is not available where %s', async (_, api: SafeStorageVersions, platform) => {
    expect(await new KeychainBox(platform, api).isAvailable()).toBe(false)
  })

  it('is available on macOS, where v10 is the real thing', async () => {
    expect(await new KeychainBox('darwin', new SyncStorage('v10')).isAvailable()).toBe(true)
  })

  it('passes on that a secret wants to be sealed again', async () => {
    const box = new KeychainBox('linux', new AsyncStorage('v11', true))
    expect(await box.open(await box.seal('s'))).toEqual({ secret: 's', shouldReseal: true })
  })

  it.each([new SyncStorage('v11'), new AsyncStorage('v11')])(
    'is tested by methods that need their object',
    (api) => {
      const { encryptString, encryptStringAsync }: SafeStorageVersions = api
      expect(() => encryptString?.('s') ?? encryptStringAsync?.('s')).toThrow(TypeError)
    },
  )

  it('refuses to seal where the runtime has no such API', async () => {
    await expect(new KeychainBox('linux', noStorage).seal('s')).rejects.toThrow('no safeStorage')
  })
})
