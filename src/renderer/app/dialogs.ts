import type { Stores } from './stores'

/** Whether something stands in front of the window that must be answered or closed first. */
export function isDialogOpen({ deletion, protection, preview, uploads }: Stores): boolean {
  return (
    deletion.getState().prompt.step === 'asking' ||
    protection.getState().isConfirmOpen ||
    uploads.getState().step === 'asking' ||
    preview.getState().isFull
  )
}

/** The text field that has the focus: keys, menu items and pastes that mean text mean its text there. */
export function focusedTextField(): HTMLInputElement | HTMLTextAreaElement | null {
  const element = document.activeElement
  if (element instanceof HTMLTextAreaElement) return element
  const isButton = element instanceof HTMLInputElement && ['checkbox', 'radio'].includes(element.type)
  return element instanceof HTMLInputElement && !isButton ? element : null
}
