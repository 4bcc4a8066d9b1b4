import type { AssetContext } from '../../shared/asset'
import type { BinCopy, RestoreDoubt } from '../../shared/recycle-bin'

/**
 * Where uploads of this copy go: its own context, but for a job its project, since the API documents uploads for
 * projects only (`api2/upload-asset-to-segment`). A job whose project the server did not tell is tried itself.
 */
export function getUploadContext({
  identity,
  projectId,
}: Pick<BinCopy, 'identity' | 'projectId'>): AssetContext {
  const { context } = identity
  const isJob = context.family === 'classic' && !context.scope.startsWith('pr')
  return isJob && projectId !== null ? { family: 'classic', scope: `pr${String(projectId)}` } : context
}

/** What makes it uncertain that a file can be put back, or null. */
export function findRestoreDoubt(
  copy: Pick<BinCopy, 'identity' | 'projectId' | 'size'>,
): RestoreDoubt | null {
  const context = getUploadContext(copy)
  if (context.family === 'classic' && !context.scope.startsWith('pr')) return 'job-without-project'
  return copy.size === 0 ? 'empty-file' : null
}
