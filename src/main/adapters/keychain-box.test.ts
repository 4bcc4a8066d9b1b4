import { describe, expect, it } from 'vitest'
import { KeychainBox, type SafeStorageVersions } from './keychain-box'

const sealWith = (prefix: string) => (text: string) => Buffer.from(prefix + text)
const unseal = (sealed: Buffer): string => sealed.subarray(3).toString()

/** Like Electron 25: only synchronous. */
function oldApi(prefix: string, available = true): SafeStorageVersions {
  return { isEncryptionAvailable: () => available, encryptString: sealWith(prefix), decryptString: unseal }
}

/** Like Electron 46: only asynchronous, and always "available" on Linux, even with the constant key. */
function newApi(prefix: string, shouldReEncrypt = false): SafeStorageVersions {
  return {
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    encryptStringAsync: (text) => Promise.resolve(sealWith(prefix)(text)),
    decryptStringAsync: (sealed) => Promise.resolve({ result: unseal(sealed), shouldReEncrypt }),
  }
}

describe('KeychainBox', () => {
  it.each([
    ['the synchronous API', oldApi('v11')],
    ['the asynchronous API', newApi('v11')],
    ['both APIs', { ...oldApi('v11'), ...newApi('v11') }],
  ])('seals and opens with %s', async (_, api) => {
    const box = new KeychainBox('linux', api)
    expect(await box.isAvailable()).toBe(true)
    expect(await box.open(await box.seal('s'))).toEqual({ secret: 's', shouldReseal: false })
  })

  it.each([
    ['there is no keychain', oldApi('v11', false), 'linux'],
    ['Linux seals with the constant key, synchronously', oldApi('v10'), 'linux'],
    ['Linux seals with the constant key, asynchronously', newApi('v10'), 'linux'],
    ['the runtime has no such API', {}, 'linux'],
  ])('is not available if %s', async (_, api, platform) => {
    expect(await new KeychainBox(platform, api).isAvailable()).toBe(false)
  })

  it('is available on macOS, where v10 is the real keychain', async () => {
    expect(await new KeychainBox('darwin', oldApi('v10')).isAvailable()).toBe(true)
  })

  it('reports that a secret should be sealed again', async () => {
    const box = new KeychainBox('linux', newApi('v11', true))
    expect(await box.open(await box.seal('s'))).toEqual({ secret: 's', shouldReseal: true })
  })

  it('refuses to seal if the runtime has no such API', async () => {
    await expect(new KeychainBox('linux', {}).seal('s')).rejects.toThrow('no safeStorage')
  })
})
