import { app } from 'electron'
import { KeyStore } from '../core/connections/key-store'
import type { FilesPort, SecretBox } from '../core/ports'
import { nodeHash, systemClock } from './adapters/system-ports'

/** Opens the store of API keys, each encrypted with the system's keychain. */
export function openKeys(files: FilesPort, box: SecretBox): KeyStore {
  return new KeyStore({
    files,
    box,
    hash: nodeHash,
    clock: systemClock,
    platform: process.platform,
    appName: app.getName(),
  })
}
