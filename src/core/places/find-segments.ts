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
  /** Calls still to make when so many segments are found, beside those of the search. */
  readonly callsAfter: (segments: number) => number
  /** Told after each page of a search. */
  readonly onFound?: (found: number, expected: number | null) => void
  /** Ids that are known before all are; what is still to come is paid for then. */
  readonly onIds?: (ids: readonly number[], expected: number | null) => void
}

/** Used to ask for texts where a project does not tell its source language. */
const usualSourceLanguage = 'en'

/** Finds the segments of a place. Failures: those of the client, and `NotApprovedError`. */
export function findSegments(request: FindSegmentsRequest, place: PlaceRequest): Promise<SegmentList> {
  switch (place.kind) {
    case 'segments':
      return Promise.resolve({
        segments: [...new Set(place.segmentIds)].map((id) => ({ id, number: null, text: null })),
        ...{ segmentsExpected: null, mayHaveMore: false },
      })
    case 'project':
      return ofProject(request, place.projectId)
    case 'document':
      return ofDocument(request, place)
    case 'job':
      return ofJob(request, place)
    case 'flex':
      return ofFlexDocument(request, place)
  }
}

async function ofDocument(
  request: FindSegmentsRequest,
  place: {
    readonly projectId: number
    readonly documentId: number
    readonly documentSegments: number | null
  },
): Promise<SegmentList> {
  const { projectId, documentId, documentSegments } = place
  const language = await readLanguage(request, projectId)
  const scope = inProject(projectId)
  return toList(await search(request, { scope, documentId, language, expected: documentSegments }))
}

/**
 * Of all documents at once; where that gives a part only, of each document that is incomplete, since a server may cut
 * each answer alike. What the documents say there is decides whether it is all.
 */
async function ofProject(request: FindSegmentsRequest, projectId: number): Promise<SegmentList> {
  const language = await readLanguage(request, projectId)
  const documents = await documentSizes(request, projectId)
  const scope = inProject(projectId)
  const whole = await search(request, { scope, documentId: null, language, expected: documents.expected })
  const { expected: all } = whole
  if (all === null || whole.segments.length >= all) return toList(whole)
  const found = new Map(whole.segments.map((segment) => [segment.id, segment]))
  const short = [...documents.sizes].filter(([id, size]) => (whole.perDocument.get(id) ?? 0) < size)
  await request.counter.expect({ calls: short.length + request.callsAfter(all), segments: all })
  for (const [documentId, expected] of short) {
    const { segments } = await search(request, { scope, documentId, language, expected })
    for (const segment of segments) found.set(segment.id, segment)
  }
  return toList({ segments: [...found.values()], expected: all, mayHaveMore: false })
}

/** Sizes by document, and their sum where each is known. A project without this list can still be searched. */
async function documentSizes(
  { client, counter, signal, callsAfter }: FindSegmentsRequest,
  projectId: number,
): Promise<{ readonly sizes: ReadonlyMap<number, number>; readonly expected: number | null }> {
  counter.count()
  const listed = await client
    .listDocuments(projectId, {
      ...(signal === undefined ? {} : { signal }),
      async onPage(progress) {
        const segments = progress.documents.reduce((all, each) => all + (each.segments ?? 0), 0)
        await counter.expect({ calls: pagesLeft(progress) + 1 + callsAfter(segments), segments })
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
  const isWhole = !listed.mayHaveMore && sizes.size === Math.max(listed.total ?? 0, listed.received)
  const sum = [...sizes.values()].reduce((all, each) => all + each, 0)
  return { sizes, expected: isWhole ? sum : null }
}

async function ofJob(
  request: FindSegmentsRequest,
  place: { readonly scope: string; readonly sourceLanguage: string | null },
): Promise<SegmentList> {
  const scope: SearchScope = {
    type: 'Job',
    jobid: Number(place.scope.slice('jbs'.length)),
    jobcdyt: place.scope.startsWith('jbc'),
  }
  // A job may hold a part of a document only, so the sizes of documents tell nothing.
  const language = place.sourceLanguage ?? usualSourceLanguage
  return toList(await search(request, { scope, documentId: null, language, expected: null }))
}

/**
 * By its project and its own number; for a document that is bound to a Codyt job by that job, where the account may not
 * search the project. Inferred: docs/platform-api.md#flex-content.
 */
async function ofFlexDocument(
  request: FindSegmentsRequest,
  place: Extract<PlaceRequest, { kind: 'flex' }>,
): Promise<SegmentList> {
  const { client, counter, signal } = request
  const isKnown = place.documentId !== null && place.projectId !== null
  if (!isKnown) counter.count()
  const facts = isKnown ? place : await client.readFlexDocument(place.flexId, signal)
  const { documentId, projectId } = facts
  const expected = place.documentSegments
  const known = place.sourceLanguage ?? facts.sourceLanguage
  const job = /^c(\d+)$/i.exec(place.flexId)?.[1]
  const byJob = async (): Promise<SegmentList> => {
    const scope: SearchScope = { type: 'Job', jobid: Number(job), jobcdyt: true }
    const language = known ?? usualSourceLanguage
    return toList(await search(request, { scope, documentId, language, expected }))
  }
  if (projectId === null || documentId === null) {
    return job === undefined ? toList({ segments: [], expected, mayHaveMore: expected === null }) : byJob()
  }
  const language = known ?? (await readLanguage(request, projectId))
  try {
    return toList(await search(request, { scope: inProject(projectId), documentId, language, expected }))
  } catch (error) {
    if (job === undefined || !isRefusal(error)) throw error
    return byJob()
  }
}

function toList({
  segments,
  expected,
  mayHaveMore,
}: Pick<SegmentsFound, 'segments' | 'expected' | 'mayHaveMore'>): SegmentList {
  const isPart = expected !== null && expected > segments.length
  return { segments, segmentsExpected: isPart ? expected : null, mayHaveMore }
}

function inProject(projectId: number): SearchScope {
  return { type: 'Project', projectid: projectId }
}

function search(
  { client, counter, signal, callsAfter, onFound, onIds }: FindSegmentsRequest,
  what: {
    readonly scope: SearchScope
    readonly documentId: number | null
    readonly language: string
    readonly expected: number | null
  },
): Promise<SegmentsFound> {
  counter.count()
  return client.searchSegments({
    ...what,
    ...(signal === undefined ? {} : { signal }),
    async onPage({ ids, expected, pageSize }) {
      const found = ids.length
      onFound?.(found, expected)
      const all = Math.max(expected ?? 0, found)
      // Pages still to come, of the size that the server gives.
      const pages = pageSize === 0 ? 1 : Math.max(1, Math.ceil((all - found) / pageSize))
      await counter.expect({ calls: pages + callsAfter(all), segments: expected ?? found })
      onIds?.(ids, expected)
      counter.count()
    },
  })
}

function isRefusal(error: unknown): boolean {
  if (!(error instanceof WordbeeError)) return false
  return error.failure.kind === 'forbidden' || error.failure.kind === 'server-refused'
}

/** Only texts depend on it: where the call is refused, the usual language is asked for and the segments still come. */
async function readLanguage(
  { client, counter, signal }: FindSegmentsRequest,
  projectId: number,
): Promise<string> {
  counter.count()
  const told = await client.readSourceLanguage(projectId, signal).catch(() => null)
  return told ?? usualSourceLanguage
}
