import type { PlaceRequest, SegmentList } from '../../shared/place'
import type { WordbeeClient } from '../wordbee/client'
import type { SearchScope, SegmentsFound } from '../wordbee/search-segments'
import { WordbeeError } from '../wordbee/wordbee-error'
import { NotApprovedError, type CallCounter } from './call-counter'
import { pagesLeft } from './list-project-documents'

export type SegmentFinderClient = Pick<
  WordbeeClient,
  'readSourceLanguage' | 'searchSegments' | 'listDocuments' | 'readFlexDocument'
>

export interface FindSegmentsRequest {
  readonly client: SegmentFinderClient
  readonly counter: CallCounter
  readonly signal?: AbortSignal
  /** Number of calls still to make for this many segments, apart from those of the search. */
  readonly remainingCalls: (segments: number) => number
  /** Called after each page of a search. */
  readonly onFound?: (found: number, expected: number | null) => void
  /** Called with the ids found so far, once the cost of the rest is approved. */
  readonly onIds?: (ids: readonly number[], expected: number | null) => void
}

/** Language of the requested texts if the source language of a project is unknown. */
const defaultSourceLanguage = 'en'

/** Finds the segments of a place. Failures: those of the client, and `NotApprovedError`. */
export function findSegments(request: FindSegmentsRequest, place: PlaceRequest): Promise<SegmentList> {
  switch (place.kind) {
    case 'segments':
      return Promise.resolve({
        segments: [...new Set(place.segmentIds)].map((id) => ({ id, number: null, text: null })),
        segmentsExpected: null,
        mayHaveMore: false,
      })
    case 'project':
      return findInProject(request, place.projectId)
    case 'document':
      return findInDocument(request, place)
    case 'job':
      return findInJob(request, place)
    case 'flex':
      return findInFlexDocument(request, place)
  }
}

async function findInDocument(
  request: FindSegmentsRequest,
  place: {
    readonly projectId: number
    readonly documentId: number
    readonly documentSegments: number | null
  },
): Promise<SegmentList> {
  const { projectId, documentId, documentSegments } = place
  const language = await readLanguage(request, projectId)
  const scope = projectScope(projectId)
  return toList(await search(request, { scope, documentId, language, expected: documentSegments }))
}

/**
 * Searches all documents at once, and then each incomplete document, because a server may limit the rows of each response.
 * The segment counts of the documents decide whether the result is complete.
 */
async function findInProject(request: FindSegmentsRequest, projectId: number): Promise<SegmentList> {
  const language = await readLanguage(request, projectId)
  const documents = await documentSizes(request, projectId)
  const scope = projectScope(projectId)
  const result = await search(request, { scope, documentId: null, language, expected: documents.expected })
  const { expected: total } = result
  if (total === null || result.segments.length >= total) return toList(result)
  const found = new Map(result.segments.map((segment) => [segment.id, segment]))
  const incomplete = [...documents.sizes].filter(([id, size]) => (result.perDocument.get(id) ?? 0) < size)
  await request.counter.confirmCost({
    calls: incomplete.length + request.remainingCalls(total),
    segments: total,
  })
  for (const [documentId, expected] of incomplete) {
    const { segments } = await search(request, { scope, documentId, language, expected })
    for (const segment of segments) found.set(segment.id, segment)
  }
  return toList({ segments: [...found.values()], expected: total, mayHaveMore: false })
}

/** The number of segments per document, and their sum if all are known. Empty if the documents cannot be listed. */
async function documentSizes(
  { client, counter, signal, remainingCalls }: FindSegmentsRequest,
  projectId: number,
): Promise<{ readonly sizes: ReadonlyMap<number, number>; readonly expected: number | null }> {
  counter.count()
  const listed = await client
    .listDocuments(projectId, {
      ...(signal === undefined ? {} : { signal }),
      async onPage(progress) {
        const segments = progress.documents.reduce((sum, document) => sum + (document.segments ?? 0), 0)
        await counter.confirmCost({ calls: pagesLeft(progress) + 1 + remainingCalls(segments), segments })
        counter.count()
      },
    })
    .catch((error: unknown) => {
      if (error instanceof NotApprovedError) throw error
      return null
    })
  if (listed === null) return { sizes: new Map(), expected: null }
  const sizes = new Map(
    listed.rows.flatMap(({ id, segments }) => (segments === null ? [] : [[id, segments]])),
  )
  const isComplete = !listed.mayHaveMore && sizes.size === Math.max(listed.total ?? 0, listed.received)
  const expected = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  return { sizes, expected: isComplete ? expected : null }
}

async function findInJob(
  request: FindSegmentsRequest,
  place: { readonly scope: string; readonly sourceLanguage: string | null },
): Promise<SegmentList> {
  const scope: SearchScope = {
    type: 'Job',
    jobid: Number(place.scope.slice('jbs'.length)),
    jobcdyt: place.scope.startsWith('jbc'),
  }
  // A job may contain only a part of a document, so the sizes of documents do not help.
  const language = place.sourceLanguage ?? defaultSourceLanguage
  return toList(await search(request, { scope, documentId: null, language, expected: null }))
}

/**
 * Searches by project and document id. If the account may not search the project and the document belongs to a Codyt job,
 * it searches by that job. Inferred: docs/platform-api.md#flex-content.
 */
async function findInFlexDocument(
  request: FindSegmentsRequest,
  place: Extract<PlaceRequest, { kind: 'flex' }>,
): Promise<SegmentList> {
  const { client, counter, signal } = request
  const isKnown = place.documentId !== null && place.projectId !== null
  if (!isKnown) counter.count()
  const facts = isKnown ? place : await client.readFlexDocument(place.flexId, signal)
  const { documentId, projectId } = facts
  const expected = place.documentSegments
  const sourceLanguage = place.sourceLanguage ?? facts.sourceLanguage
  const jobId = /^c(\d+)$/i.exec(place.flexId)?.[1]
  const findByJob = async (): Promise<SegmentList> => {
    const scope: SearchScope = { type: 'Job', jobid: Number(jobId), jobcdyt: true }
    const language = sourceLanguage ?? defaultSourceLanguage
    return toList(await search(request, { scope, documentId, language, expected }))
  }
  if (projectId === null || documentId === null) {
    if (jobId !== undefined) return findByJob()
    return toList({ segments: [], expected, mayHaveMore: expected === null })
  }
  const language = sourceLanguage ?? (await readLanguage(request, projectId))
  try {
    return toList(await search(request, { scope: projectScope(projectId), documentId, language, expected }))
  } catch (error) {
    if (jobId === undefined || !isRefusal(error)) throw error
    return findByJob()
  }
}

function toList({
  segments,
  expected,
  mayHaveMore,
}: Pick<SegmentsFound, 'segments' | 'expected' | 'mayHaveMore'>): SegmentList {
  const isPartial = expected !== null && expected > segments.length
  return { segments, segmentsExpected: isPartial ? expected : null, mayHaveMore }
}

function projectScope(projectId: number): SearchScope {
  return { type: 'Project', projectid: projectId }
}

function search(
  { client, counter, signal, remainingCalls, onFound, onIds }: FindSegmentsRequest,
  criteria: {
    readonly scope: SearchScope
    readonly documentId: number | null
    readonly language: string
    readonly expected: number | null
  },
): Promise<SegmentsFound> {
  counter.count()
  return client.searchSegments({
    ...criteria,
    ...(signal === undefined ? {} : { signal }),
    async onPage({ ids, expected, pageSize }) {
      const found = ids.length
      onFound?.(found, expected)
      const total = Math.max(expected ?? 0, found)
      // Remaining pages, if they have the size of this one.
      const pages = pageSize === 0 ? 1 : Math.max(1, Math.ceil((total - found) / pageSize))
      await counter.confirmCost({ calls: pages + remainingCalls(total), segments: expected ?? found })
      onIds?.(ids, expected)
      counter.count()
    },
  })
}

function isRefusal(error: unknown): boolean {
  if (!(error instanceof WordbeeError)) return false
  return error.failure.kind === 'forbidden' || error.failure.kind === 'server-refused'
}

/** The source language of a project, or the default if it cannot be read. Only the texts depend on it, not the segments. */
async function readLanguage(
  { client, counter, signal }: FindSegmentsRequest,
  projectId: number,
): Promise<string> {
  counter.count()
  const language = await client.readSourceLanguage(projectId, signal).catch(() => null)
  return language ?? defaultSourceLanguage
}
