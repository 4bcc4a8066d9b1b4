import type { AppFailure } from '../../../shared/failure'
import type { Page, Project, ProjectDocument } from '../../../shared/place'
import type { Result } from '../../../shared/result'

export interface ProjectPages {
  readonly rows: readonly Project[]
  readonly hasMore: boolean
  readonly loading: 'first' | 'more' | null
  readonly failure: AppFailure | null
}

export type Documents =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly rows: readonly ProjectDocument[]; readonly total: number | null }
  | { readonly state: 'failed'; readonly failure: AppFailure }

export interface PlacesState {
  readonly search: string
  readonly projects: ProjectPages
  readonly documents: ReadonlyMap<number, Documents>
  readonly openProjects: ReadonlySet<number>
  readonly closedFolders: ReadonlySet<string>
}

export const initialPlacesState: PlacesState = {
  search: '',
  projects: { rows: [], hasMore: false, loading: null, failure: null },
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

export function beginPage(pages: ProjectPages, loading: 'first' | 'more'): ProjectPages {
  return { ...pages, loading, failure: null }
}

/** A page of projects came, or failed to. `skip` is what it was asked with: 0 starts the list anew. */
export function endPage(pages: ProjectPages, skip: number, result: Result<Page<Project>>): ProjectPages {
  if (!result.ok) {
    return { ...pages, rows: skip === 0 ? [] : pages.rows, loading: null, failure: result.failure }
  }
  const { rows: page, total } = result.value
  const known = skip === 0 ? [] : pages.rows
  const ids = new Set(known.map((project) => project.id))
  const rows = [...known, ...page.filter((project) => !ids.has(project.id))]
  // Without a total, a page that brings nothing new is the last one.
  const hasMore = total === null ? rows.length > known.length : rows.length < total && page.length > 0
  return { rows, hasMore, loading: null, failure: null }
}

export function setDocuments(state: PlacesState, projectId: number, documents: Documents): PlacesState {
  return { ...state, documents: new Map(state.documents).set(projectId, documents) }
}
