import type { AssetContext } from '../../shared/asset'
import { uploadContextOf } from '../../shared/asset-context'
import type { BinCopy } from '../../shared/recycle-bin'

/**
 * The context to upload a copy to. For a file of a job it is the project, since the API documents uploads for projects
 * only (docs/platform-api.md#uploading-a-file); if the project is unknown, the job itself is tried.
 */
export function getUploadContext({
  identity,
  projectId,
}: Pick<BinCopy, 'identity' | 'projectId'>): AssetContext {
  const { context } = identity
  return uploadContextOf(context, projectId) ?? context
}
