export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Bounds of a new window, and the smallest size that it may get. */
export interface WindowBounds extends Bounds {
  readonly minWidth: number
  readonly minHeight: number
}

const minSize = { width: 800, height: 560 }
const defaultSize = { width: 1280, height: 800 }
/** Below this size, or above the next, a saved window is a fault and not a choice. */
const minPlausible = 200
const maxPlausible = 32_767
/** Used if the system reports no usable screen. */
const someScreen: Bounds = { x: 0, y: 0, ...defaultSize }

function clamp(value: number, from: number, to: number): number {
  return Math.max(from, Math.min(value, to))
}

/** The saved bounds in whole pixels, or null if no user could have chosen them. */
function plausible(saved: Bounds): Bounds | null {
  const x = Math.round(saved.x)
  const y = Math.round(saved.y)
  const width = Math.round(saved.width)
  const height = Math.round(saved.height)
  const isPosition = (value: number) => Number.isFinite(value) && Math.abs(value) <= maxPlausible
  const isSize = (value: number) => value >= minPlausible && value <= maxPlausible
  return isPosition(x) && isPosition(y) && isSize(width) && isSize(height) ? { x, y, width, height } : null
}

function overlap(a: Bounds, b: Bounds): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}

/**
 * Bounds that lie completely on a screen that exists, as close to the saved ones as possible. `screens`: the work areas, the primary
 * one first.
 */
export function boundsOnScreen(saved: Bounds | null, screens: readonly Bounds[]): WindowBounds {
  const usable = screens.filter(({ width, height }) => width >= minPlausible && height >= minPlausible)
  const primary = usable[0] ?? someScreen
  const chosen = saved === null ? null : plausible(saved)
  const screen =
    chosen === null
      ? primary
      : usable.reduce((best, area) => (overlap(chosen, area) > overlap(chosen, best) ? area : best), primary)
  const wanted = chosen ?? defaultSize
  const minWidth = Math.min(minSize.width, screen.width)
  const minHeight = Math.min(minSize.height, screen.height)
  const width = clamp(wanted.width, minWidth, screen.width)
  const height = clamp(wanted.height, minHeight, screen.height)
  const isElsewhere = chosen === null || overlap(chosen, screen) === 0
  const centered = {
    x: screen.x + Math.floor((screen.width - width) / 2),
    y: screen.y + Math.floor((screen.height - height) / 2),
  }
  const { x, y } = isElsewhere ? centered : chosen
  return {
    x: clamp(x, screen.x, screen.x + screen.width - width),
    y: clamp(y, screen.y, screen.y + screen.height - height),
    width,
    height,
    minWidth,
    minHeight,
  }
}
