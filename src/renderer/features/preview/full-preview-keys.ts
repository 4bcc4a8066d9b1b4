import { shortcutKey, type KeyPress } from '../../lib/key-press'

/** Actions of keys in the full-size preview. */
export type FullPreviewAction =
  | 'close'
  | 'next'
  | 'previous'
  | 'zoom-in'
  | 'zoom-out'
  | 'fit'
  | 'actual'
  | 'page-on'
  | 'page-back'
  | 'delete'

type Key = KeyPress & Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Kind of the focused element: a button, a player and a text handle some keys themselves. */
export type FocusKind = 'button' | 'player' | 'text' | 'other'

const actionsByKey: Readonly<Record<string, FullPreviewAction>> = {
  ' ': 'close',
  Enter: 'close',
  ArrowRight: 'next',
  ArrowDown: 'next',
  ArrowLeft: 'previous',
  ArrowUp: 'previous',
  '+': 'zoom-in',
  '=': 'zoom-in',
  '-': 'zoom-out',
  '0': 'fit',
  '1': 'actual',
  PageDown: 'page-on',
  PageUp: 'page-back',
  Delete: 'delete',
}

const keysOfElement: Readonly<Record<FocusKind, readonly string[]>> = {
  button: [' ', 'Enter'],
  player: [' ', 'Enter', 'ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'PageDown', 'PageUp'],
  text: ['ArrowUp', 'ArrowDown', 'PageDown', 'PageUp', 'Home', 'End'],
  other: [],
}

export function fullPreviewAction(event: Key, focused: FocusKind): FullPreviewAction | null {
  if (event.altKey || keysOfElement[focused].includes(event.key)) return null
  const hasModifier = event.ctrlKey || event.metaKey
  const key = shortcutKey(event)
  const action = Object.hasOwn(actionsByKey, key) ? actionsByKey[key] : undefined
  if (action === undefined) return null
  // With ctrl or meta, only the zoom keys are handled, as in a browser.
  const isZoom = action === 'zoom-in' || action === 'zoom-out' || action === 'fit'
  return hasModifier && !isZoom ? null : action
}

export function focusKindOf(target: EventTarget | null): FocusKind {
  if (!(target instanceof Element)) return 'other'
  if (target.closest('video, audio') !== null) return 'player'
  if (target.closest('button') !== null) return 'button'
  return target.closest('[data-scrolls]') === null ? 'other' : 'text'
}
