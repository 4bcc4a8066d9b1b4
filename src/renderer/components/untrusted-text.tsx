import { toVisiblePieces } from '../lib/visible-text'
import './untrusted-text.css'

interface UntrustedTextProps {
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
export function UntrustedText({ text, className, isProse = false }: UntrustedTextProps) {
  return (
    <bdi
      dir={isProse ? 'auto' : 'ltr'}
      className={className === undefined ? 'untrusted-text' : `untrusted-text ${className}`}
    >
      {toVisiblePieces(text).map((piece, index) =>
        piece.kind === 'plain' ? (
          piece.text
        ) : (
          <span key={index} className="untrusted-text-hidden" data-escaped={piece.shown}>
            <span className="untrusted-text-raw">{piece.text}</span>
          </span>
        ),
      )}
    </bdi>
  )
}
