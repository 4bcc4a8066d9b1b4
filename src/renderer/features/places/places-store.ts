import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { KeptPlaces } from '../../../shared/place'
import { createKeptWishes } from './kept-wishes'
import { createPageLoader, type PageLoader } from './page-loader'
import { initialPlacesState, withMember, type PlacesState, type Source, type Tab } from './places-state'
import { createDocumentsLoader, type DocumentsLoader } from './documents-loader'
import { createSegmentsLoader, type SegmentsLoader } from './segments-loader'

export interface PlacesStore extends StoreApi<PlacesState>, SegmentsLoader, DocumentsLoader {
  /** Forgets everything and asks for the projects of the connection that is open now. */
  readonly start: () => Promise<void>
  readonly reset: () => void
  /** Shows another list, asked for when it is looked at for the first time. */
  readonly show: (tab: Tab) => Promise<void>
  readonly takeKept: (kept: KeptPlaces) => void
  readonly pin: (id: string, isPinned: boolean) => Promise<void>
  readonly forget: (id: string) => Promise<void>
  readonly dropKeptFailure: () => void
  readonly search: (text: string) => void
  readonly loadMore: () => Promise<void>
  /** Asks again for the page that failed. */
  readonly retry: () => Promise<void>
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
  const shown = () => {
    const { tab } = store.getState()
    return tab === 'kept' ? null : loaders[tab]
  }

  const documents = createDocumentsLoader(api, store)
  const segments = createSegmentsLoader(api, store)
  const kept = createKeptWishes(api, store)

  function reset(): void {
    kept.reset()
    for (const loader of Object.values(loaders)) loader.reset()
    segments.cancelAllSegments()
    documents.cancelAllDocuments()
    store.setState(initialPlacesState)
  }

  return {
    ...store,
    ...segments,
    ...documents,
    takeOpening(news) {
      segments.takeOpening(news)
      documents.takeOpening(news)
    },
    reset,
    start: async () => {
      reset()
      await Promise.all([loaders.projects.first(), kept.read()])
    },
    takeKept: kept.take,
    pin: kept.pin,
    forget: kept.forget,
    dropKeptFailure: kept.dropFailure,
    show: async (tab) => {
      store.setState({ tab })
      if (tab === 'kept') return
      const { received, loading, failure } = store.getState()[tab]
      if (received === 0 && loading === null && failure === null) await loaders[tab].first()
    },
    search: (text) => shown()?.search(text),
    loadMore: async () => shown()?.more(),
    retry: async () => {
      const { tab } = store.getState()
      if (tab === 'kept') return
      const { received, hasMore } = store.getState()[tab]
      await (received === 0 || !hasMore ? loaders[tab].first() : loaders[tab].more())
    },
    toggleFolder: (folderId) =>
      store.setState(({ closedFolders }) => ({
        closedFolders: withMember(closedFolders, folderId, !closedFolders.has(folderId)),
      })),
  }
}
