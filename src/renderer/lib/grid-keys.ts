import { shortcutKey, typedText, type KeyPress } from './key-press'

/** The action of a key in a list. */
export type GridAction =
  | {
      readonly kind: 'move'
      readonly to: number
      readonly how: 'select' | 'extend' | 'extend-adding' | 'focus'
    }
  | { readonly kind: 'type'; readonly letter: string }
  | { readonly kind: 'toggle' | 'select' | 'select-all' | 'clear' | 'delete' }

export interface GridKey extends KeyPress {
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

export interface GridPosition {
  /** The active row, or -1. */
  readonly active: number
  readonly count: number
  /** Rows that fit on the screen. */
  readonly page: number
  /** Target row of a key in a list that is not a single column; null for the default. */
  readonly target?: (key: string) => number | null
}

function defaultTarget(key: string, { active, count, page }: GridPosition): number | null {
  switch (key) {
    case 'ArrowDown':
      return active + 1
    case 'ArrowUp':
      return active === -1 ? count - 1 : active - 1
    case 'PageDown':
      return active + page
    case 'PageUp':
      return active - page
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

function moveMode(event: GridKey): 'select' | 'extend' | 'extend-adding' | 'focus' {
  const isControl = event.ctrlKey || event.metaKey
  if (event.shiftKey) return isControl ? 'extend-adding' : 'extend'
  return isControl ? 'focus' : 'select'
}

function controlAction(event: GridKey): GridAction | null {
  return shortcutKey(event).toLowerCase() === 'a' ? { kind: 'select-all' } : null
}

function typeAction({ key }: GridKey): GridAction | null {
  const letter = typedText(key)
  return letter === null ? null : { kind: 'type', letter }
}

/** The action of a key, or null if the list ignores it. */
export function gridAction(event: GridKey, position: GridPosition): GridAction | null {
  if (event.altKey || position.count === 0) return null
  const isControl = event.ctrlKey || event.metaKey
  const to = position.target?.(event.key) ?? defaultTarget(event.key, position)
  if (to !== null) {
    return { kind: 'move', to: Math.min(Math.max(to, 0), position.count - 1), how: moveMode(event) }
  }
  switch (event.key) {
    case ' ':
      return { kind: isControl ? 'toggle' : 'select' }
    case 'Escape':
      return { kind: 'clear' }
    case 'Delete':
    case 'Backspace':
      return isControl || event.shiftKey ? null : { kind: 'delete' }
    default:
      return isControl ? controlAction(event) : typeAction(event)
  }
}
