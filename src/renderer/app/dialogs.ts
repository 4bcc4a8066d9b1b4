import type { Stores } from './stores'

/** Whether a modal dialog or the full-size preview covers the window. */
export function isDialogOpen({ deletion, preview, uploads }: Stores): boolean {
  return (
    deletion.getState().prompt.step === 'asking' ||
    uploads.getState().step === 'asking' ||
    preview.getState().isFull
  )
}

/** The focused text field, if any. Editing keys, menu items and pastes then apply to its text. */
export function focusedTextField(): HTMLInputElement | HTMLTextAreaElement | null {
  const element = document.activeElement
  if (element instanceof HTMLTextAreaElement) return element
  const isToggle = element instanceof HTMLInputElement && ['checkbox', 'radio'].includes(element.type)
  return element instanceof HTMLInputElement && !isToggle ? element : null
}
