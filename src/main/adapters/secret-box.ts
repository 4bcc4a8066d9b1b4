import { safeStorage } from 'electron'
import type { SecretBox } from '../../core/ports'
import { KeychainBox } from './keychain-box'

/** This computer's keychain. The only place that touches `safeStorage`. */
export function createSecretBox(): SecretBox {
  return new KeychainBox(process.platform, safeStorage)
}
