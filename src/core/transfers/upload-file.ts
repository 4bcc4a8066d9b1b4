import type { FileToUpload } from '../upload/verified-upload'
import type { QueuedFile } from './ports'
import type { UploadIntent } from './upload-intent'

/** A queued file while it is uploaded. */
export interface UploadFile extends FileToUpload {
  readonly queued: QueuedFile
  /** The intent of an earlier run, or of an attach call that was meant for another file of this run. */
  intent: UploadIntent | null
  /** Bytes that are sent, once known. */
  size: number | null
  /** Hash of the bytes that were sent; null before. */
  sha256: string | null
  hasStarted: boolean
}
