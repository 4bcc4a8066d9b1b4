import type { ReactElement } from 'react'
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip'
import './tip.css'

interface TipProps {
  readonly text: string
  readonly children: ReactElement
}

/** A tooltip for one control. It never holds information that is not available elsewhere. */
export function Tip({ text, children }: TipProps) {
  return (
    <TooltipTrigger delay={600} closeDelay={80}>
      {children}
      <Tooltip className="tip" offset={6}>
        {text}
      </Tooltip>
    </TooltipTrigger>
  )
}
