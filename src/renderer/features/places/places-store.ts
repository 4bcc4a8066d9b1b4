import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import { safely } from '../../lib/safely'
import { createPageLoader, type PageLoader } from './page-loader'
import { initialPlacesState, setDocuments, withMember, type PlacesState, type Source } from './places-state'

export interface PlacesStore extends StoreApi<PlacesState> {
  /** Forgets everything and asks for the projects of the connection that is open now. */
  readonly start: () => Promise<void>
  readonly reset: () => void
  /** Shows another list, asked for when it is looked at for the first time. */
  readonly show: (source: Source) => Promise<void>
  readonly search: (text: string) => void
  readonly loadMore: () => Promise<void>
  /** Asks again for the page that failed. */
  readonly retry: () => Promise<void>
  readonly toggleProject: (projectId: number) => Promise<void>
  readonly loadDocuments: (projectId: number) => Promise<void>
  readonly toggleFolder: (folderId: string) => void
}

function createLoaders(api: RefshelfApi, store: StoreApi<PlacesState>): Readonly<Record<Source, PageLoader>> {
  return {
    projects: createPageLoader({
      get: () => store.getState().projects,
      set: (projects) => store.setState({ projects }),
      ask: (request) => api.listProjects(request),
    }),
    jobs: createPageLoader({
      get: () => store.getState().jobs,
      set: (jobs) => store.setState({ jobs }),
      ask: (request) => api.listJobs(request),
    }),
    flex: createPageLoader({
      get: () => store.getState().flex,
      set: (flex) => store.setState({ flex }),
      ask: (request) => api.listFlexDocuments(request),
    }),
  }
}

export function createPlacesStore(api: RefshelfApi): PlacesStore {
  const store = createStore<PlacesState>(() => initialPlacesState)
  const loaders = createLoaders(api, store)
  const shown = () => loaders[store.getState().source]

  async function loadDocuments(projectId: number): Promise<void> {
    store.setState((state) => setDocuments(state, projectId, { state: 'loading' }))
    const loading = store.getState().documents.get(projectId)
    const result = await safely(api.listDocuments({ projectId }))
    // Another connection was opened meanwhile, or it was asked for again.
    if (store.getState().documents.get(projectId) !== loading) return
    store.setState((state) =>
      setDocuments(
        state,
        projectId,
        result.ok ? { state: 'ready', ...result.value } : { state: 'failed', failure: result.failure },
      ),
    )
  }

  function reset(): void {
    for (const loader of Object.values(loaders)) loader.reset()
    store.setState(initialPlacesState)
  }

  return {
    ...store,
    reset,
    loadDocuments,
    start: () => {
      reset()
      return loaders.projects.first()
    },
    show: async (source) => {
      store.setState({ source })
      const { received, loading, failure } = store.getState()[source]
      if (received === 0 && loading === null && failure === null) await loaders[source].first()
    },
    search: (text) => shown().search(text),
    loadMore: () => shown().more(),
    retry: async () => {
      const { source } = store.getState()
      const { received, hasMore } = store.getState()[source]
      await (received === 0 || !hasMore ? loaders[source].first() : loaders[source].more())
    },
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
