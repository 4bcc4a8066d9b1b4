import type { AppFailure } from '../../../shared/failure'
import type { FlexDocument, Job, SavedPlaces, Project, DocumentList } from '../../../shared/place'
import { emptyList, type PagedList } from './paged-list'
import { initialSegmentsState, type Loading, type SegmentsState } from './segments-state'

/** The server lists in which places are found. */
export const sources = ['projects', 'jobs', 'flex'] as const

export type Source = (typeof sources)[number]

/** Tabs of the sidebar: the saved places of this computer, and the server lists. */
export const tabs = ['kept', ...sources] as const

export type Tab = (typeof tabs)[number]

export type Documents =
  | Loading
  | ({ readonly state: 'ready' } & DocumentList)
  | { readonly state: 'failed'; readonly failure: AppFailure }

export interface PlacesState extends SegmentsState {
  readonly tab: Tab
  readonly savedPlaces: SavedPlaces
  /** Why the last change of the saved places could not be saved; it applies to this session only. */
  readonly savedPlacesFailure: AppFailure | null
  readonly projects: PagedList<Project>
  readonly jobs: PagedList<Job>
  readonly flex: PagedList<FlexDocument>
  readonly documents: ReadonlyMap<number, Documents>
  readonly openProjects: ReadonlySet<number>
  readonly closedFolders: ReadonlySet<string>
}

export const initialPlacesState: PlacesState = {
  tab: 'projects',
  savedPlaces: { pinned: [], recent: [] },
  savedPlacesFailure: null,
  projects: emptyList,
  jobs: emptyList,
  flex: emptyList,
  documents: new Map(),
  openProjects: new Set(),
  closedFolders: new Set(),
  ...initialSegmentsState,
}

export function withMember<Member>(
  set: ReadonlySet<Member>,
  member: Member,
  isIncluded: boolean,
): ReadonlySet<Member> {
  const changed = new Set(set)
  if (isIncluded) changed.add(member)
  else changed.delete(member)
  return changed
}

export function setDocuments(state: PlacesState, projectId: number, documents: Documents): PlacesState {
  return { ...state, documents: new Map(state.documents).set(projectId, documents) }
}

/** Discards the documents of a project and collapses it. */
export function dropDocuments(state: PlacesState, projectId: number): PlacesState {
  const documents = new Map(state.documents)
  documents.delete(projectId)
  return { ...state, documents, openProjects: withMember(state.openProjects, projectId, false) }
}
