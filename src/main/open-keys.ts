import { app } from 'electron'
import { KeyStore } from '../core/connections/key-store'
import type { FilesPort, SecretBox } from '../core/ports'
import { nodeHash, systemClock } from './adapters/system-ports'

/** The keys that are kept on this computer, each sealed by the system's keychain. */
export function openKeys(files: FilesPort, box: SecretBox): KeyStore {
  return new KeyStore({
    ...{ files, box, hash: nodeHash, clock: systemClock },
    ...{ platform: process.platform, appName: app.getName() },
  })
}
