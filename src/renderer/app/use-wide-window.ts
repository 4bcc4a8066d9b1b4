import { useSyncExternalStore } from 'react'

/** In narrower windows the details pane would squeeze the list's columns. */
const wideQuery = '(min-width: 1180px)'

function subscribe(onChange: () => void): () => void {
  const query = window.matchMedia(wideQuery)
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}

/** Whether the window is wide enough to show details beside the list. */
export function useWideWindow(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(wideQuery).matches)
}
