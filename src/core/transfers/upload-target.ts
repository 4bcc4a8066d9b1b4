import type { Asset, AssetContext, AssetIdentity } from '../../shared/asset'
import { fail, succeed, type Result } from '../../shared/result'
import type { UploadTarget } from '../../shared/transfers'
import { assetKey } from '../assets/asset-key'
import { checkDeleteTarget } from '../assets/delete-target'
import type { WordbeeClient } from '../wordbee/client'

/**
 * A target as the window gave it, without separators at the ends of its folder, or null where no file there could be asked for
 * safely later.
 */
export function normalizeTarget(target: UploadTarget): UploadTarget | null {
  const folder = target.folder.replace(/^[/\\]+|[/\\]+$/g, '')
  const locale = target.locale === '' ? null : target.locale
  const { context, segmentId } = target
  const probe = { context, segmentId, locale, relativePath: folder, name: 'file' }
  return checkDeleteTarget(probe) === null ? null : { ...target, locale, folder }
}

/** What an upload finds where it goes. */
export interface ListedTarget {
  readonly uploadsTo: AssetContext
  readonly assets: readonly Asset[]
}

/** The project of a job's segment, as far as anything that was listed told it. */
export type ProjectHint = (context: AssetContext, segmentId: number) => number | null

/**
 * Lists the segment where uploads go, which costs a call: uploads are documented for projects and Flex documents only, so a job
 * stands for its project. Where nobody knows that, the files of the segment may tell it. Failure: `upload-needs-project`; throws
 * the client's. Source: `api2/upload-asset-to-segment`.
 */
export async function listTarget(
  client: Pick<WordbeeClient, 'listSegments'>,
  { context, segmentId }: UploadTarget,
  projectHint: ProjectHint,
): Promise<Result<ListedTarget>> {
  const known = isJob(context) ? projectContext(projectHint(context, segmentId)) : context
  // Of one segment: refused alone, the whole listing fails.
  const { assets } = await client.listSegments(known ?? context, [segmentId])
  const uploadsTo = known ?? projectContext(projectOf(assets))
  if (uploadsTo === null) return fail({ kind: 'upload-needs-project', retry: 'no' })
  return succeed({ uploadsTo, assets: inContext(assets, uploadsTo) })
}

function isJob(context: AssetContext): boolean {
  return context.family === 'classic' && !context.scope.startsWith('pr')
}

function projectContext(projectId: number | null): AssetContext | null {
  return projectId === null ? null : { family: 'classic', scope: `pr${String(projectId)}` }
}

/** The one project that all of these belong to, or null where the server does not say, or names several. */
function projectOf(assets: readonly Asset[]): number | null {
  const [first = null, ...others] = new Set(assets.map(({ projectId }) => projectId))
  return others.length === 0 ? first : null
}

/** The same files as their project lists them: a job and its project have the same segments. */
function inContext(assets: readonly Asset[], context: AssetContext): Asset[] {
  return assets.map((asset) => ({ ...asset, context, key: assetKey({ ...asset, context }) }))
}

/** Where a file of this name and folder goes. */
export function resolveDestination(
  target: UploadTarget,
  context: AssetContext,
  { folder, name }: { readonly folder: string; readonly name: string },
): AssetIdentity {
  const subfolder = target.keepsFolders ? folder : ''
  const relativePath = [target.folder, subfolder].filter((part) => part !== '').join('/')
  return { context, segmentId: target.segmentId, locale: target.locale, relativePath, name }
}
