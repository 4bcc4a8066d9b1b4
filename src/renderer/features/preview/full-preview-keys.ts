/** What a key asks of the preview in full size. */
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

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Who has the focus: a player and a text know some keys for themselves. */
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

const ownKeys: Readonly<Record<FocusKind, readonly string[]>> = {
  button: [' ', 'Enter'],
  player: [' ', 'Enter', 'ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'PageDown', 'PageUp'],
  text: ['ArrowUp', 'ArrowDown', 'PageDown', 'PageUp', 'Home', 'End'],
  other: [],
}

export function fullPreviewAction(event: Key, focused: FocusKind): FullPreviewAction | null {
  if (event.altKey || ownKeys[focused].includes(event.key)) return null
  const hasModifier = event.ctrlKey || event.metaKey
  const action = Object.hasOwn(actionsByKey, event.key) ? actionsByKey[event.key] : undefined
  if (action === undefined) return null
  // With ctrl the same signs zoom, as in a browser; nothing else of them is ours.
  const isZoom = action === 'zoom-in' || action === 'zoom-out' || action === 'fit'
  return hasModifier && !isZoom ? null : action
}

export function focusKindOf(target: EventTarget | null): FocusKind {
  if (!(target instanceof Element)) return 'other'
  if (target.closest('video, audio') !== null) return 'player'
  if (target.closest('button') !== null) return 'button'
  return target.closest('[data-scrolls]') === null ? 'other' : 'text'
}
