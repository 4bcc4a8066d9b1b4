import { createStore, type StoreApi } from 'zustand/vanilla'
import { nextDrag, noDrag, type DragState, type DragStep } from './drag-state'

export interface DragStore extends StoreApi<DragState> {
  /** Answers with how it stands then. */
  readonly go: (step: DragStep) => DragState
}

export function createDragStore(): DragStore {
  const store = createStore<DragState>(() => noDrag)
  return {
    ...store,
    go: (step) => {
      store.setState((state) => nextDrag(state, step), true)
      return store.getState()
    },
  }
}
