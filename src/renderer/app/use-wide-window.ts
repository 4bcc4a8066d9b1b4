import { useSyncExternalStore } from 'react'

/** Below it, details would take the room that the columns of the list need. */
const wideQuery = '(min-width: 1180px)'

function subscribe(onChange: () => void): () => void {
  const query = window.matchMedia(wideQuery)
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}

export function useWideWindow(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(wideQuery).matches)
}
