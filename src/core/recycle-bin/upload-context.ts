import type { AssetContext } from '../../shared/asset'
import type { BinCopy, RestoreDoubt } from '../../shared/recycle-bin'

/**
 * The context to upload a copy to. For a file of a job it is the project, since the API documents uploads for projects
 * only (docs/platform-api.md#uploading-a-file); if the project is unknown, the job itself is tried.
 */
export function getUploadContext({
  identity,
  projectId,
}: Pick<BinCopy, 'identity' | 'projectId'>): AssetContext {
  const { context } = identity
  const isJob = context.family === 'classic' && !context.scope.startsWith('pr')
  return isJob && projectId !== null ? { family: 'classic', scope: `pr${String(projectId)}` } : context
}

/** Why it is uncertain that the file can be restored, or null. */
export function findRestoreDoubt(
  copy: Pick<BinCopy, 'identity' | 'projectId' | 'size'>,
): RestoreDoubt | null {
  const context = getUploadContext(copy)
  if (context.family === 'classic' && !context.scope.startsWith('pr')) return 'job-without-project'
  return copy.size === 0 ? 'empty-file' : null
}
