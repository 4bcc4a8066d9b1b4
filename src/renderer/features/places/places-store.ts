import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import { safely } from '../../lib/safely'
import {
  beginPage,
  endPage,
  initialPlacesState,
  setDocuments,
  withMember,
  type PlacesState,
} from './places-state'

/** Time for a word to be typed before the server is asked: each search is one of the calls of the hour. */
const SEARCH_DELAY_MS = 300

export interface PlacesStore extends StoreApi<PlacesState> {
  /** Forgets everything and asks for the projects of the connection that is open now. */
  readonly start: () => Promise<void>
  readonly reset: () => void
  readonly search: (text: string) => void
  readonly loadMore: () => Promise<void>
  readonly toggleProject: (projectId: number) => Promise<void>
  readonly loadDocuments: (projectId: number) => Promise<void>
  readonly toggleFolder: (folderId: string) => void
}

export function createPlacesStore(api: RefshelfApi): PlacesStore {
  const store = createStore<PlacesState>(() => initialPlacesState)
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Answers to older questions are dropped: a slow one must not overwrite a newer. */
  let round = 0

  async function loadPage(skip: number): Promise<void> {
    round += 1
    const mine = round
    const { search, projects } = store.getState()
    store.setState({ projects: beginPage(projects, skip === 0 ? 'first' : 'more') })
    const result = await safely(api.listProjects({ search: search.trim(), skip }))
    if (mine === round) store.setState((state) => ({ projects: endPage(state.projects, skip, result) }))
  }

  async function loadDocuments(projectId: number): Promise<void> {
    store.setState((state) => setDocuments(state, projectId, { state: 'loading' }))
    const result = await safely(api.listDocuments({ projectId }))
    // Gone from the map: another connection was opened meanwhile.
    if (!store.getState().documents.has(projectId)) return
    store.setState((state) =>
      setDocuments(
        state,
        projectId,
        result.ok ? { state: 'ready', ...result.value } : { state: 'failed', failure: result.failure },
      ),
    )
  }

  function reset(): void {
    round += 1
    clearTimeout(timer)
    store.setState(initialPlacesState)
  }

  return {
    ...store,
    reset,
    loadDocuments,
    start: () => {
      reset()
      return loadPage(0)
    },
    search: (search) => {
      store.setState({ search })
      clearTimeout(timer)
      timer = setTimeout(() => void loadPage(0), SEARCH_DELAY_MS)
    },
    loadMore: () => loadPage(store.getState().projects.rows.length),
    toggleProject: async (projectId) => {
      const { openProjects, documents } = store.getState()
      const opens = !openProjects.has(projectId)
      store.setState({ openProjects: withMember(openProjects, projectId, opens) })
      const known = documents.get(projectId)
      if (opens && (known === undefined || known.state === 'failed')) await loadDocuments(projectId)
    },
    toggleFolder: (folderId) =>
      store.setState(({ closedFolders }) => ({
        closedFolders: withMember(closedFolders, folderId, !closedFolders.has(folderId)),
      })),
  }
}
