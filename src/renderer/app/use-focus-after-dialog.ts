import { useEffect, useRef } from 'react'

/** When a dialog about the list goes away the list has the focus again, so that the keyboard goes on where it was. */
export function useFocusAfterDialog(isOpen: boolean, focusGrid: () => void) {
  const wasOpen = useRef(false)
  useEffect(() => {
    const hasClosed = wasOpen.current && !isOpen
    wasOpen.current = isOpen
    if (!hasClosed) return
    // After the frame in which the dialog gives its own focus back.
    const timer = setTimeout(focusGrid, 50)
    // Whoever goes on before it is where they want to be.
    const cancel = () => clearTimeout(timer)
    const eventNames = ['pointerdown', 'keydown'] as const
    for (const eventName of eventNames) window.addEventListener(eventName, cancel, true)
    return () => {
      cancel()
      for (const eventName of eventNames) window.removeEventListener(eventName, cancel, true)
    }
  }, [isOpen, focusGrid])
}
