import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { SavedPlaces } from '../../../shared/place'
import { createSavedPlacesActions } from './saved-places-actions'
import { createPageLoader, type PageLoader } from './page-loader'
import { initialPlacesState, withMember, type PlacesState, type Source, type Tab } from './places-state'
import { createDocumentsLoader, type DocumentsLoader } from './documents-loader'
import { createSegmentsLoader, type SegmentsLoader } from './segments-loader'

export interface PlacesStore extends StoreApi<PlacesState>, SegmentsLoader, DocumentsLoader {
  /** Forgets everything and loads the projects of the open connection. */
  readonly reload: () => Promise<void>
  readonly reset: () => void
  /** Shows another list, and loads it when it is shown for the first time. */
  readonly showTab: (tab: Tab) => Promise<void>
  readonly applySavedPlaces: (savedPlaces: SavedPlaces) => void
  readonly pinPlace: (id: string, isPinned: boolean) => Promise<void>
  readonly forgetPlace: (id: string) => Promise<void>
  readonly dismissSavedPlacesFailure: () => void
  readonly search: (text: string) => void
  readonly loadMore: () => Promise<void>
  /** Loads the failed page again. */
  readonly retry: () => Promise<void>
  readonly toggleFolder: (folderId: string) => void
}

function createLoaders(api: RefshelfApi, store: StoreApi<PlacesState>): Readonly<Record<Source, PageLoader>> {
  return {
    projects: createPageLoader({
      getList: () => store.getState().projects,
      setList: (projects) => store.setState({ projects }),
      fetchPage: (request) => api.listProjects(request),
    }),
    jobs: createPageLoader({
      getList: () => store.getState().jobs,
      setList: (jobs) => store.setState({ jobs }),
      fetchPage: (request) => api.listJobs(request),
    }),
    flex: createPageLoader({
      getList: () => store.getState().flex,
      setList: (flex) => store.setState({ flex }),
      fetchPage: (request) => api.listFlexDocuments(request),
    }),
  }
}

export function createPlacesStore(api: RefshelfApi): PlacesStore {
  const store = createStore<PlacesState>(() => initialPlacesState)
  const loaders = createLoaders(api, store)
  const shownLoader = () => {
    const { tab } = store.getState()
    return tab === 'kept' ? null : loaders[tab]
  }

  const documents = createDocumentsLoader(api, store)
  const segments = createSegmentsLoader(api, store)
  const savedPlaces = createSavedPlacesActions(api, store)

  function reset(): void {
    savedPlaces.reset()
    for (const loader of Object.values(loaders)) loader.reset()
    segments.cancelAllSegments()
    documents.cancelAllDocuments()
    store.setState(initialPlacesState)
  }

  return {
    ...store,
    ...segments,
    ...documents,
    applyOpening(progress) {
      segments.applyOpening(progress)
      documents.applyOpening(progress)
    },
    reset,
    reload: async () => {
      reset()
      await Promise.all([loaders.projects.loadFirst(), savedPlaces.loadSavedPlaces()])
    },
    applySavedPlaces: savedPlaces.applySavedPlaces,
    pinPlace: savedPlaces.pinPlace,
    forgetPlace: savedPlaces.forgetPlace,
    dismissSavedPlacesFailure: savedPlaces.dismissFailure,
    showTab: async (tab) => {
      store.setState({ tab })
      if (tab === 'kept') return
      const { received, loading, failure } = store.getState()[tab]
      if (received === 0 && loading === null && failure === null) await loaders[tab].loadFirst()
    },
    search: (text) => shownLoader()?.search(text),
    loadMore: async () => shownLoader()?.loadMore(),
    retry: async () => {
      const { tab } = store.getState()
      if (tab === 'kept') return
      const { received, hasMore } = store.getState()[tab]
      await (received === 0 || !hasMore ? loaders[tab].loadFirst() : loaders[tab].loadMore())
    },
    toggleFolder: (folderId) =>
      store.setState(({ closedFolders }) => ({
        closedFolders: withMember(closedFolders, folderId, !closedFolders.has(folderId)),
      })),
  }
}
