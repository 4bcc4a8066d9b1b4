import { createStore, type StoreApi } from 'zustand/vanilla'

/** The parts of the app, in the order of the navigation. Each is named by the message `screen.<part>`. */
export const parts = ['assets', 'recycle-bin', 'activity', 'settings'] as const

export type Part = (typeof parts)[number]

export interface NavigationStore extends StoreApi<{ readonly part: Part }> {
  readonly showPart: (part: Part) => void
}

export function createNavigationStore(): NavigationStore {
  const store = createStore<{ readonly part: Part }>(() => ({ part: 'assets' }))
  return { ...store, showPart: (part) => store.setState({ part }) }
}
