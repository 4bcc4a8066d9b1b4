import { safeStorage } from 'electron'
import type { SecretBox } from '../../core/ports'
import { KeychainBox } from './keychain-box'

/** The system's keychain. The only module that uses `safeStorage`. */
export function createSecretBox(): SecretBox {
  return new KeychainBox(process.platform, safeStorage)
}
