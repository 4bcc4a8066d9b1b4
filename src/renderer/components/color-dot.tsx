import type { ConnectionColor } from '../../shared/connection'
import './color-dot.css'

interface ColorDotProps {
  readonly color: ConnectionColor
}

/** The colour of a connection. Decorative: the connection's name is always beside it. */
export function ColorDot({ color }: ColorDotProps) {
  return <span aria-hidden className="color-dot" data-color={color} />
}
