import { visiblePieces } from '../lib/visible-text'
import './shown-text.css'

interface ShownTextProps {
  readonly text: string
  readonly className?: string
  /** Names keep their end at the right, whatever they are written in, as file managers show them; prose does not. */
  readonly isProse?: boolean
}

/**
 * A text that nobody vouches for: isolated, so that it cannot reorder its surroundings, and with every hidden
 * character shown. The element's own text stays what the server sent, byte for byte: for copying, for screen readers
 * and for scripts.
 */
export function ShownText({ text, className, isProse = false }: ShownTextProps) {
  return (
    <bdi
      dir={isProse ? 'auto' : 'ltr'}
      className={className === undefined ? 'shown-text' : `shown-text ${className}`}
    >
      {visiblePieces(text).map((piece, index) =>
        piece.kind === 'plain' ? (
          piece.text
        ) : (
          <span key={index} className="shown-text-hidden" data-shown={piece.shown}>
            <span className="shown-text-raw">{piece.text}</span>
          </span>
        ),
      )}
    </bdi>
  )
}
