import { createStore, type StoreApi } from 'zustand/vanilla'
import { dragReducer, noDrag, type DragState, type DragAction } from './drag-state'

export interface DragStore extends StoreApi<DragState> {
  /** Applies an action and returns the new state. */
  readonly dispatch: (action: DragAction) => DragState
}

export function createDragStore(): DragStore {
  const store = createStore<DragState>(() => noDrag)
  return {
    ...store,
    dispatch: (action) => {
      store.setState((state) => dragReducer(state, action), true)
      return store.getState()
    },
  }
}
