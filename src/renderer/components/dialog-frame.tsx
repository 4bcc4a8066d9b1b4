import type { ReactNode } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import './dialog-frame.css'

interface DialogFrameProps {
  readonly isOpen: boolean
  /** Called when the user closes it by Escape, or by a click outside. */
  readonly onClose: () => void
  readonly size: 'small' | 'medium' | 'large' | 'wide' | 'full'
  /** For dialogs that only show something. By default a click outside does nothing, so that no input is lost. */
  readonly closesOnClickOutside?: boolean
  /** Escape does nothing while its action runs. */
  readonly isBusy?: boolean
  /** A `DialogBody`, or another `Dialog`. */
  readonly children: ReactNode
}

/** The overlay and the box of a modal dialog. */
export function DialogFrame({
  isOpen,
  onClose,
  size,
  closesOnClickOutside = false,
  isBusy = false,
  children,
}: DialogFrameProps) {
  return (
    <ModalOverlay
      className="overlay"
      data-size={size}
      isOpen={isOpen}
      isDismissable={closesOnClickOutside}
      isKeyboardDismissDisabled={isBusy}
      onOpenChange={(opens) => {
        if (!opens) onClose()
      }}
    >
      <Modal className="dialog-box" data-size={size}>
        {children}
      </Modal>
    </ModalOverlay>
  )
}

interface DialogBodyProps {
  readonly role?: 'dialog' | 'alertdialog'
  readonly className: string
  /** A name other than the title. */
  readonly name?: string
  /** Contains a `DialogTitle`. */
  readonly children: ReactNode
}

/** The dialog inside a frame. It scrolls if the window is too low for it. */
export function DialogBody({ role = 'dialog', className, name, children }: DialogBodyProps) {
  return (
    <Dialog
      role={role}
      className={`dialog scrolls ${className}`}
      {...(name !== undefined && { 'aria-label': name })}
    >
      {children}
    </Dialog>
  )
}

/** The heading, which names the dialog. */
export function DialogTitle({ children }: { readonly children: ReactNode }) {
  return (
    <Heading slot="title" className="dialog-title">
      {children}
    </Heading>
  )
}
