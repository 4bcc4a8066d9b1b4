import type { ConnectionColor } from '../../shared/connection'
import './color-dot.css'

interface ColorDotProps {
  readonly color: ConnectionColor
}

/** The colour that its owner gave to a connection. Its name stands beside it, always. */
export function ColorDot({ color }: ColorDotProps) {
  return <span aria-hidden className="color-dot" data-color={color} />
}
