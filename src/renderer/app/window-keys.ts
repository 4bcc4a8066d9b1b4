import type { MenuCommand } from '../../shared/menu'
import { shortcuts } from '../../shared/shortcuts'
import { runCommand, type CommandContext } from './commands'
import { isComposing, shortcutKey, type KeyPress } from '../lib/key-press'
import { focusedTextField } from './dialogs'

type ModifiedKey = KeyPress & Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Whether an event matches an accelerator. Shift is ignored for `?`, which needs it on some keyboard layouts. */
function isPressed(accelerator: string, event: ModifiedKey): boolean {
  const parts = accelerator.split('+')
  const key = parts.at(-1) ?? ''
  const isControl = event.ctrlKey || event.metaKey
  return (
    shortcutKey(event).toLowerCase() === key.toLowerCase() &&
    isControl === parts.includes('CmdOrCtrl') &&
    event.altKey === parts.includes('Alt') &&
    (event.shiftKey === parts.includes('Shift') || key === '?')
  )
}

/** The command that a key runs, or null. In a text field only some shortcuts apply. */
export function commandForKey(event: ModifiedKey, isInTextField: boolean): MenuCommand | null {
  const found = shortcuts.find(
    ({ keys, command, reach }) =>
      command !== undefined &&
      reach !== 'menu' &&
      (!isInTextField || reach === 'always') &&
      keys.some((accelerator) => isPressed(accelerator, event)),
  )
  return found?.command ?? null
}

/** Dialogs and menus handle their own keys. */
function isInDialog(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null
  )
}

/** Whether Delete was pressed on a focused element. The list handles its own Delete; elsewhere it must not delete files. */
function isForFocusedElement(event: KeyboardEvent, command: MenuCommand): boolean {
  if (command !== 'delete') return false
  return event.target instanceof Element && event.target !== document.body
}

/**
 * Hides every key that an input method composes text with: neither a shortcut nor a list nor a form sees it, and the text field
 * still gets its text. Call before any other listener. Returns a function that removes the listener.
 */
export function ignoreComposingKeys(): () => void {
  const hide = (event: KeyboardEvent) => {
    if (isComposing(event)) event.stopImmediatePropagation()
  }
  const names = ['keydown', 'keypress', 'keyup'] as const
  for (const name of names) window.addEventListener(name, hide, true)
  return () => {
    for (const name of names) window.removeEventListener(name, hide, true)
  }
}

/** Runs commands for keys pressed in the window. Returns a function that removes the listener. */
export function listenToKeys(context: CommandContext): () => void {
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isInDialog(event.target)) return
    const command = commandForKey(event, focusedTextField() !== null)
    if (command === null || isForFocusedElement(event, command)) return
    event.preventDefault()
    runCommand(command, context)
  }
  window.addEventListener('keydown', handleKeyDown)
  return () => window.removeEventListener('keydown', handleKeyDown)
}
