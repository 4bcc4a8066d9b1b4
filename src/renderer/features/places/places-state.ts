import type { AppFailure } from '../../../shared/failure'
import type { FlexDocument, Job, Project, ProjectDocument } from '../../../shared/place'
import { emptyList, type PagedList } from './paged-list'

/** The lists of the server that places are found in. */
export const sources = ['projects', 'jobs', 'flex'] as const

export type Source = (typeof sources)[number]

export type Documents =
  | { readonly state: 'loading' }
  | {
      readonly state: 'ready'
      readonly rows: readonly ProjectDocument[]
      readonly received: number
      readonly total: number | null
    }
  | { readonly state: 'failed'; readonly failure: AppFailure }

export interface PlacesState {
  /** The list that is shown. */
  readonly source: Source
  readonly projects: PagedList<Project>
  readonly jobs: PagedList<Job>
  readonly flex: PagedList<FlexDocument>
  readonly documents: ReadonlyMap<number, Documents>
  readonly openProjects: ReadonlySet<number>
  readonly closedFolders: ReadonlySet<string>
}

export const initialPlacesState: PlacesState = {
  source: 'projects',
  projects: emptyList,
  jobs: emptyList,
  flex: emptyList,
  documents: new Map(),
  openProjects: new Set(),
  closedFolders: new Set(),
}

export function withMember<Member>(
  set: ReadonlySet<Member>,
  member: Member,
  isIn: boolean,
): ReadonlySet<Member> {
  const changed = new Set(set)
  if (isIn) changed.add(member)
  else changed.delete(member)
  return changed
}

export function setDocuments(state: PlacesState, projectId: number, documents: Documents): PlacesState {
  return { ...state, documents: new Map(state.documents).set(projectId, documents) }
}
