import type { CachedFile } from '../ports'
import type { InspectedFile, InspectPorts, WithheldFile } from './inspect'
import type { PictureHeader } from './picture-header'

/** What the caller knows; it must survive a structured clone. */
export type InspectRequest = Omit<InspectPorts, 'encodings'>

/** Looks into the bytes of files from a server, outside the main process's own thread and within limits of time and memory. */
export interface FileInspector {
  /**
   * Detects the type of a cached file and whether it is safe to show (`inspectFile`). A file that takes too long or too much
   * memory is withheld with the guard `inspection`. Rejects with disk errors.
   */
  readonly inspectCached: (file: CachedFile, request: InspectRequest) => Promise<InspectedFile | WithheldFile>
  /** Reads the header of a picture (`readPictureHeader`); null if that takes too long. */
  readonly readPicture: (start: Uint8Array) => Promise<PictureHeader | 'cut' | null>
}

/** The result for a file whose inspection was given up. */
export const givenUp: WithheldFile = {
  kind: 'held',
  guard: 'inspection',
  canLoad: false,
  type: null,
  width: null,
  height: null,
}
