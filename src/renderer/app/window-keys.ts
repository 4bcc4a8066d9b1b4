import type { MenuCommand } from '../../shared/menu'
import { shortcuts } from '../../shared/shortcuts'
import { runCommand, type CommandContext } from './commands'
import { focusedTextField } from './dialogs'

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Whether these keys are an accelerator. A sign that needs shift on some keyboards is told by itself. */
function isPressed(accelerator: string, event: Key): boolean {
  const parts = accelerator.split('+')
  const key = parts.at(-1) ?? ''
  const isControl = event.ctrlKey || event.metaKey
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    isControl === parts.includes('CmdOrCtrl') &&
    event.altKey === parts.includes('Alt') &&
    (event.shiftKey === parts.includes('Shift') || key === '?')
  )
}

/** What a key runs wherever the focus is, unless a text field needs it. */
export function commandForKey(event: Key, isInText: boolean): MenuCommand | null {
  const found = shortcuts.find(
    ({ keys, command, reach }) =>
      command !== undefined &&
      reach !== 'menu' &&
      (!isInText || reach === 'always') &&
      keys.some((accelerator) => isPressed(accelerator, event)),
  )
  return found?.command ?? null
}

/** The question and other dialogs are closed worlds: their keys are their own. */
function isInDialog(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null
  )
}

/** Only a Delete that is aimed at nothing else, or at the list, means files. */
function isForOther(event: KeyboardEvent, command: MenuCommand): boolean {
  if (command !== 'delete') return false
  return event.target instanceof Element && event.target !== document.body
}

export function listenToKeys(context: CommandContext): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isInDialog(event.target)) return
    const command = commandForKey(event, focusedTextField() !== null)
    if (command === null || isForOther(event, command)) return
    event.preventDefault()
    runCommand(command, context)
  }
  window.addEventListener('keydown', press)
  return () => window.removeEventListener('keydown', press)
}
