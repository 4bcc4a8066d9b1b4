import type { Asset } from './asset'
import { uploadContextOf } from './asset-context'
import type { RestoreDoubt } from './recycle-bin'

/** Why it is uncertain that a file can be uploaded to the server again, or null. */
export function findRestoreDoubt({
  context,
  projectId,
  size,
}: Pick<Asset, 'context' | 'projectId' | 'size'>): RestoreDoubt | null {
  if (uploadContextOf(context, projectId) === null) return 'job-without-project'
  return size === 0 ? 'empty-file' : null
}
