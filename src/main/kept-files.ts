import path from 'node:path'
import { app } from 'electron'
import { KeptFiles } from '../core/previews/kept-files'
import { DiskCache } from './adapters/disk-cache'
import { nodeHash, systemClock } from './adapters/system-ports'

/** What was looked at on this computer, in a folder beside the settings. `limit`: bytes. */
export function openKeptFiles(limit: () => number): KeptFiles {
  const files = new DiskCache(path.join(app.getPath('userData'), 'previews'))
  return new KeptFiles({ files, hash: nodeHash, clock: systemClock, limit })
}
