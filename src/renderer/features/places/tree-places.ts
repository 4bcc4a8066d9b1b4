import type { PlaceRequest, SegmentedPlace } from '../../../shared/place'
import { scopeOf, segmentsKey } from './segments-state'
import type { TreeRow } from './tree-row'

/** Whether a row is the open place. A segment matches even if it was opened elsewhere. */
export function isRowOfPlace(row: TreeRow, place: PlaceRequest | null): boolean {
  switch (place?.kind) {
    case undefined:
      return false
    case 'project':
      return row.kind === 'whole' && row.project.id === place.projectId
    case 'segments':
      return row.kind === 'segment' && isOnlySegment(place, row)
    case 'document':
    case 'job':
    case 'flex': {
      const rowPlace = segmentedPlaceOfRow(row)
      return rowPlace !== null && segmentsKey(rowPlace) === segmentsKey(place)
    }
  }
}

function isOnlySegment(
  { scope, segmentIds }: Extract<PlaceRequest, { kind: 'segments' }>,
  { place, segment }: Extract<TreeRow, { kind: 'segment' }>,
): boolean {
  return segmentIds.length === 1 && segmentIds[0] === segment.id && scope === scopeOf(place)
}

/** The place that a row opens, or null. */
export function placeOfRow(row: TreeRow): PlaceRequest | null {
  if (row.kind === 'whole') {
    return { kind: 'project', projectId: row.project.id, projectName: row.project.reference }
  }
  if (row.kind === 'segment') {
    return { kind: 'segments', scope: scopeOf(row.place), segmentIds: [row.segment.id] }
  }
  return segmentedPlaceOfRow(row)
}

/** The place of a row that can have segments below it, or null. */
export function segmentedPlaceOfRow(row: TreeRow): SegmentedPlace | null {
  if (row.kind === 'document') {
    const { project, document } = row
    return {
      kind: 'document',
      projectId: project.id,
      projectName: project.reference,
      documentId: document.id,
      documentName: document.name,
      documentSegments: document.segments,
    }
  }
  if (row.kind === 'job') {
    const { id: scope, reference: jobName, projectName, sourceLanguage } = row.job
    return { kind: 'job', scope, jobName, projectName, sourceLanguage }
  }
  if (row.kind !== 'flex') return null
  const { id: flexId, name: documentName, segments: documentSegments, ...rest } = row.document
  const { documentId, projectId, projectName, sourceLanguage } = rest
  return {
    kind: 'flex',
    flexId,
    documentName,
    documentSegments,
    documentId,
    projectId,
    projectName,
    sourceLanguage,
  }
}
