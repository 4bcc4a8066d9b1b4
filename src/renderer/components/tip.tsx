import type { ReactElement } from 'react'
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip'
import './tip.css'

interface TipProps {
  readonly text: string
  readonly children: ReactElement
}

/** A short explanation of the one control in it. Never the only place where something is said. */
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
