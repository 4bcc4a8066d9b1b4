import { useEffect, useState, type ReactElement } from 'react'
import { flushSync } from 'react-dom'
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip'
import './tip.css'

interface TipProps {
  readonly text: string
  readonly children: ReactElement
}

/** A tooltip for one control. It never holds information that is not available elsewhere. */
export function Tip({ text, children }: TipProps) {
  const [isOpen, setOpen] = useState(false)

  // An open tooltip would keep Escape for itself, and the dialog around its control would stay open. So it closes before.
  useEffect(() => {
    if (!isOpen) return undefined
    const closeFirst = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') flushSync(() => setOpen(false))
    }
    window.addEventListener('keydown', closeFirst, true)
    return () => window.removeEventListener('keydown', closeFirst, true)
  }, [isOpen])

  return (
    <TooltipTrigger delay={600} closeDelay={80} isOpen={isOpen} onOpenChange={setOpen}>
      {children}
      <Tooltip className="tip" offset={6}>
        {text}
      </Tooltip>
    </TooltipTrigger>
  )
}
