import { focusedTextField, runCommand, type CommandContext } from './commands'
import type { MenuCommand } from '../../shared/menu'

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Keys that work wherever the focus is, unless a text field needs them. */
export function commandOf(event: Key, isInText: boolean): MenuCommand | null {
  const isControl = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
  if (event.key === 'F5') return 'refresh'
  if (isControl) {
    switch (event.key.toLowerCase()) {
      case 'r':
        return 'refresh'
      case 'f':
        return 'find'
      case 'a':
        return isInText ? null : 'select-all'
      case 'i':
        return isInText ? null : 'invert-selection'
      default:
        return null
    }
  }
  if (isInText || event.altKey || event.metaKey || event.ctrlKey) return null
  if (event.key === '?') return 'show-shortcuts'
  return event.key === 'Delete' && !event.shiftKey ? 'delete' : null
}

/** The question and other dialogs are closed worlds: their keys are their own. */
function isInDialog(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null
  )
}

/** Only a Delete that is aimed at nothing else, or at the list, means files. */
function isAimedElsewhere(event: KeyboardEvent, command: MenuCommand): boolean {
  if (command !== 'delete') return false
  return event.target instanceof Element && event.target !== document.body
}

export function listenToKeys(context: CommandContext): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isInDialog(event.target)) return
    const command = commandOf(event, focusedTextField() !== null)
    if (command === null || isAimedElsewhere(event, command)) return
    event.preventDefault()
    runCommand(command, context)
  }
  window.addEventListener('keydown', press)
  return () => window.removeEventListener('keydown', press)
}
