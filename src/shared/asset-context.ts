import type { AssetContext } from './asset'

/** The context of the assets of a project, as its scope. Source: docs/platform-api.md#scopes. */
export function projectContext(projectId: number): AssetContext {
  return { family: 'classic', scope: `pr${String(projectId)}` }
}

/** Whether the assets are those of a Wordbee job, which shares its segments with its project. */
export function isJobContext(context: AssetContext): boolean {
  return context.family === 'classic' && !context.scope.startsWith('pr')
}

/**
 * Where a file of this context is uploaded to: uploads are documented for projects and Flex documents only, so a file of a job goes
 * to its project. Null if that is unknown. Source: docs/platform-api.md#uploading-a-file.
 */
export function uploadContextOf(context: AssetContext, projectId: number | null): AssetContext | null {
  if (!isJobContext(context)) return context
  return projectId === null ? null : projectContext(projectId)
}

export function isSameContext(one: AssetContext, other: AssetContext): boolean {
  if (one.family === 'classic') return other.family === 'classic' && one.scope === other.scope
  return other.family === 'flex' && one.documentId === other.documentId
}
