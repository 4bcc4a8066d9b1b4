import { useEffect, useRef } from 'react'

/** When a dialog about the list goes away the list has the focus again, so that the keyboard goes on where it was. */
export function useFocusAfterDialog(isOpen: boolean, focusGrid: () => void) {
  const wasOpen = useRef(false)
  useEffect(() => {
    const isOver = wasOpen.current && !isOpen
    wasOpen.current = isOpen
    if (!isOver) return
    // After the frame in which the dialog gives its own focus back.
    const timer = setTimeout(focusGrid, 50)
    // Whoever goes on before it is where they want to be.
    const leave = () => clearTimeout(timer)
    const ways = ['pointerdown', 'keydown'] as const
    for (const way of ways) window.addEventListener(way, leave, true)
    return () => {
      leave()
      for (const way of ways) window.removeEventListener(way, leave, true)
    }
  }, [isOpen, focusGrid])
}
