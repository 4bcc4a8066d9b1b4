import type { CallContext } from '../http/call-context'
import { ApiError, invalidParameter } from '../http/error-bodies'
import type { Library } from '../store/library'
import type { Job, PlatformDocument, Segment } from '../store/model'

/**
 * What an asset call applies to: a project or job (classic, docs/platform-api.md#scopes), or a Flex document
 * (docs/platform-api.md#flex-assets).
 */
export interface AssetContext {
  readonly family: 'classic' | 'flex'
  /** As in the request: `pr7214`, `jbs773`, or the Flex document's id. */
  readonly key: string
  readonly projectId: number
  readonly isJob: boolean
  /** The source language of the project, or null. */
  readonly sourceLocale: string | null
  /** The segment, if it exists and this context covers it. */
  segment(sid: number): Segment | undefined
}

export type ContextReader = (context: CallContext) => AssetContext

export function isInJob(job: Job, segment: Segment): boolean {
  const { first, last } = job.paragraphs
  return job.documentIds.includes(segment.did) && segment.bsid >= first && segment.bsid <= last
}

const sourceOf = (library: Library, projectId: number) => library.project(projectId)?.locales[0] ?? null

function projectContext(library: Library, key: string, projectId: number): AssetContext {
  if (library.project(projectId) === undefined) throw new ApiError(`Project ${projectId} does not exist.`)
  const segment = (sid: number) => {
    const found = library.segment(sid)
    return found !== undefined && library.document(found.did)?.pid === projectId ? found : undefined
  }
  return {
    family: 'classic',
    key,
    projectId,
    isJob: false,
    sourceLocale: sourceOf(library, projectId),
    segment,
  }
}

function jobContext(library: Library, key: string, job: Job | undefined): AssetContext {
  if (job === undefined) throw new ApiError(`Job ${key} does not exist.`)
  const segment = (sid: number) => {
    const found = library.segment(sid)
    return found !== undefined && isInJob(job, found) ? found : undefined
  }
  return {
    family: 'classic',
    key,
    projectId: job.pid,
    isJob: true,
    sourceLocale: sourceOf(library, job.pid),
    segment,
  }
}

export const readClassicContext: ContextReader = ({ platform, query }) => {
  const scope = query.get('scope') ?? ''
  const [, kind, digits] = /^(pr|jbs|jbc)(\d{1,15})$/.exec(scope) ?? []
  if (kind === undefined) throw invalidParameter('scope', 'Scope is missing or not valid.')
  const id = Number(digits)
  if (kind === 'pr') return projectContext(platform.library, scope, id)
  return jobContext(platform.library, scope, platform.library.job(kind === 'jbc', id))
}

function flexDocument({ platform, param }: CallContext): PlatformDocument {
  const id = param('id')
  const document = platform.library.flexDocument(id)
  const isRefused = platform.switches.flexAssetIds === 'document-only' && !/^\d+$/.test(id)
  if (document === undefined || isRefused) throw invalidParameter('id', 'The document does not exist.')
  return document
}

export const readFlexContext: ContextReader = (context) => {
  const document = flexDocument(context)
  const segment = (sid: number) => {
    const found = context.platform.library.segment(sid)
    return found?.did === document.did ? found : undefined
  }
  return {
    family: 'flex',
    key: context.param('id'),
    projectId: document.pid,
    isJob: false,
    sourceLocale: sourceOf(context.platform.library, document.pid),
    segment,
  }
}
