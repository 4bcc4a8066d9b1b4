import type { StoreApi } from 'zustand/vanilla'
import type { OpeningProgress, RefshelfApi } from '../../../shared/ipc/contract'
import { callMain } from '../../lib/call-main'
import { dropDocuments, setDocuments, withMember, type PlacesState } from './places-state'
import { withOpening } from './segments-state'

/** Loads the documents of a project when it is expanded for the first time. */
export interface DocumentsLoader {
  /** Expands or collapses a project. Collapsing cancels a list that is still loading. */
  readonly toggleProject: (projectId: number) => Promise<void>
  readonly loadDocuments: (projectId: number) => Promise<void>
  readonly cancelDocuments: (projectId: number) => Promise<void>
  /** Approves the API calls of a list that needs approval. */
  readonly approveDocuments: (projectId: number) => Promise<void>
  readonly cancelAllDocuments: () => void
  readonly applyOpening: (progress: OpeningProgress) => void
}

export function createDocumentsLoader(api: RefshelfApi, store: StoreApi<PlacesState>): DocumentsLoader {
  const known = (projectId: number) => store.getState().documents.get(projectId)

  async function loadDocuments(projectId: number): Promise<void> {
    const requestId = crypto.randomUUID()
    const loading = { state: 'loading', requestId, opening: null } as const
    store.setState((state) => setDocuments(state, projectId, loading))
    const result = await callMain(api.listDocuments({ requestId, projectId }))
    // The request may have been cancelled or repeated, or another connection was opened.
    const current = known(projectId)
    if (current?.state !== 'loading' || current.requestId !== requestId) return
    store.setState((state) => {
      if (result.ok) return setDocuments(state, projectId, { state: 'ready', ...result.value })
      if (result.failure.kind === 'stopped') return dropDocuments(state, projectId)
      return setDocuments(state, projectId, { state: 'failed', failure: result.failure })
    })
  }

  async function cancelDocuments(projectId: number): Promise<void> {
    const current = known(projectId)
    if (current?.state !== 'loading') return
    store.setState((state) => dropDocuments(state, projectId))
    await callMain(api.cancelOpen({ requestId: current.requestId }))
  }

  return {
    loadDocuments,
    cancelDocuments,
    async toggleProject(projectId) {
      const { openProjects } = store.getState()
      const opens = !openProjects.has(projectId)
      store.setState({ openProjects: withMember(openProjects, projectId, opens) })
      if (!opens) await cancelDocuments(projectId)
      else if (known(projectId)?.state !== 'ready') await loadDocuments(projectId)
    },
    async approveDocuments(projectId) {
      const current = known(projectId)
      if (current?.state !== 'loading' || current.opening === null) return
      const opening = { ...current.opening, needsApproval: false }
      store.setState((state) => setDocuments(state, projectId, { ...current, opening }))
      await callMain(api.approveOpen({ requestId: current.requestId }))
    },
    cancelAllDocuments() {
      for (const list of store.getState().documents.values()) {
        if (list.state === 'loading') void callMain(api.cancelOpen({ requestId: list.requestId }))
      }
    },
    applyOpening(progress) {
      const documents = withOpening(store.getState().documents, progress)
      if (documents !== null) store.setState({ documents })
    },
  }
}
