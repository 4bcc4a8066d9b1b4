import type { Asset, AssetContext, AssetIdentity } from '../../shared/asset'
import { uploadContextOf } from '../../shared/asset-context'
import { fail, succeed, type Result } from '../../shared/result'
import type { UploadTarget } from '../../shared/transfers'
import { assetsInContext } from '../assets/asset-key'
import { checkDeleteTarget } from '../assets/delete-target'
import type { WordbeeClient } from '../wordbee/client'
import { trimOf } from '../../shared/trim'

/**
 * Trims separators from the folder of a target that a window sent. Null if files there could not be deleted safely later.
 */
export function normalizeTarget(target: UploadTarget): UploadTarget | null {
  const folder = trimOf(target.folder, /[/\\]/)
  const locale = target.locale === '' ? null : target.locale
  const { context, segmentId } = target
  const probe = { context, segmentId, locale, relativePath: folder, name: 'file' }
  return checkDeleteTarget(probe) === null ? null : { ...target, locale, folder }
}

/** The real context of an upload, and the assets of the segment there. */
export interface ListedTarget {
  readonly uploadsTo: AssetContext
  readonly assets: readonly Asset[]
}

/** The project of a job's segment, if earlier listings revealed it. */
export type ProjectHint = (context: AssetContext, segmentId: number) => number | null

/**
 * Lists the target segment, which costs a call. Uploads are documented for projects and Flex documents only, so a job is
 * replaced by its project, known from the hint or the files of the segment. Failure: `upload-needs-project`; throws those
 * of the client. Source: docs/platform-api.md#uploading-a-file.
 */
export async function listTarget(
  client: Pick<WordbeeClient, 'listSegments'>,
  { context, segmentId }: UploadTarget,
  projectHint: ProjectHint,
): Promise<Result<ListedTarget>> {
  const known = uploadContextOf(context, projectHint(context, segmentId))
  // With a single segment a rejection fails the whole call, so `rejected` is empty.
  const { assets } = await client.listSegments(known ?? context, [segmentId])
  const uploadsTo = known ?? uploadContextOf(context, projectOf(assets))
  if (uploadsTo === null) return fail({ kind: 'upload-needs-project', retry: 'no' })
  return succeed({ uploadsTo, assets: assetsInContext(assets, uploadsTo) })
}

/** The project that all assets belong to, or null if the server names none or several. */
function projectOf(assets: readonly Asset[]): number | null {
  const [first = null, ...others] = new Set(assets.map(({ projectId }) => projectId))
  return others.length === 0 ? first : null
}

/** The destination of a file with this name and folder. */
export function resolveDestination(
  target: UploadTarget,
  context: AssetContext,
  { folder, name }: { readonly folder: string; readonly name: string },
): AssetIdentity {
  const subfolder = target.keepsFolders ? folder : ''
  const relativePath = [target.folder, subfolder].filter((part) => part !== '').join('/')
  return { context, segmentId: target.segmentId, locale: target.locale, relativePath, name }
}
