import { describe, expect, it } from 'vitest'
import type { Asset } from '../../shared/asset'
import type { DeletionQuestion } from '../../shared/deletion'
import type { PlaceRequest } from '../../shared/place'
import { initialPlacesState, type PlacesState } from '../features/places/places-state'
import { sampleAccount, sampleAsset } from '../../testing/window-api'
import { questionPlace } from './question-place'

function question(...assets: readonly Asset[]): DeletionQuestion {
  return {
    ...sampleAccount,
    planId: 'p',
    files: assets.map((asset) => ({ asset, planned: { state: 'will-be-deleted' } })),
    bytes: 0,
    atRisk: [],
    kind: 'server',
    calls: 1,
    seconds: 1,
    waitMs: 0,
    filesThisHour: assets.length,
    countToType: null,
    keepsCopies: true,
    copiesExpireAt: 0,
    copySpace: 'fits',
  }
}

const project = { id: 7214, reference: 'Paper Harbour', client: null, statusText: null }
const loaded: PlacesState = {
  ...initialPlacesState,
  projects: { ...initialPlacesState.projects, rows: [project] },
  documents: new Map([
    [
      7214,
      {
        state: 'ready',
        rows: [{ id: 19641, name: 'ui\\menu.docx', segments: 3 }],
        received: 1,
        total: 1,
        mayHaveMore: false,
      },
    ],
  ]),
}
const document: PlaceRequest = {
  kind: 'document',
  projectId: 7214,
  projectName: 'Harbour',
  documentId: 19641,
  documentName: 'ui\\menu.docx',
  documentSegments: 3,
}

describe('the names in a confirmation', () => {
  it('come from the open place', () => {
    expect(questionPlace(question(sampleAsset()), { place: document, places: initialPlacesState })).toEqual({
      project: 'Harbour',
      document: 'menu.docx',
      documents: 1,
    })
  })

  it('come from the lists for segments that were opened by id', () => {
    const place: PlaceRequest = { kind: 'segments', scope: 'pr7214', segmentIds: [27665601] }
    expect(questionPlace(question(sampleAsset()), { place, places: loaded })).toEqual({
      project: 'Paper Harbour',
      document: 'menu.docx',
      documents: 1,
    })
  })

  it('are never those of another project or document', () => {
    const elsewhere = sampleAsset({
      context: { family: 'classic', scope: 'pr1' },
      projectId: 1,
      documentId: '2',
    })
    expect(questionPlace(question(elsewhere), { place: document, places: loaded })).toEqual({
      project: null,
      document: null,
      documents: 1,
    })
    const two = question(sampleAsset(), sampleAsset({ name: 'b', documentId: '2' }))
    expect(questionPlace(two, { place: document, places: loaded })).toEqual({
      project: 'Paper Harbour',
      document: null,
      documents: 2,
    })
  })
})
