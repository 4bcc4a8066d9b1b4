import { useLayoutEffect, useState, type RefObject } from 'react'

export interface Size {
  readonly width: number
  readonly height: number
}

/** CSS pixels inside an element, as they are at any moment; zero until it is laid out. */
export function useSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const update = () => setSize({ width: element.clientWidth, height: element.clientHeight })
    update()
    const resized = new ResizeObserver(update)
    resized.observe(element)
    return () => resized.disconnect()
  }, [ref])
  return size
}
