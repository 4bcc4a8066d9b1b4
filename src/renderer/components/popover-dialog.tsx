import type { ReactNode } from 'react'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import './popover-dialog.css'

interface PopoverDialogProps {
  readonly trigger: ReactNode
  readonly label: string
  readonly placement?: 'bottom start' | 'bottom end'
  readonly children: ReactNode
}

/** A small dialog next to the button that opens it, for choices that take effect at once. Escape closes it. */
export function PopoverDialog({ trigger, label, placement = 'bottom start', children }: PopoverDialogProps) {
  return (
    <DialogTrigger>
      {trigger}
      <Popover className="popover-dialog" placement={placement} offset={5}>
        <Dialog className="popover-dialog-body scrolls" aria-label={label}>
          {children}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
