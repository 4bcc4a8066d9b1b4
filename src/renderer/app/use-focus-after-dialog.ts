import { useEffect, useRef } from 'react'

/** Returns the focus to the list when a dialog about it closes, so that keyboard users continue where they were. */
export function useFocusAfterDialog(isOpen: boolean, focusGrid: () => void) {
  const wasOpen = useRef(false)
  useEffect(() => {
    const hasClosed = wasOpen.current && !isOpen
    wasOpen.current = isOpen
    if (!hasClosed) return
    // Wait until the dialog has restored the focus itself.
    const timer = setTimeout(focusGrid, 50)
    // If the user has already moved on, leave the focus alone.
    const cancel = () => clearTimeout(timer)
    const eventNames = ['pointerdown', 'keydown'] as const
    for (const eventName of eventNames) window.addEventListener(eventName, cancel, true)
    return () => {
      cancel()
      for (const eventName of eventNames) window.removeEventListener(eventName, cancel, true)
    }
  }, [isOpen, focusGrid])
}
