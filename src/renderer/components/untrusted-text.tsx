import { toVisiblePieces } from '../lib/visible-text'
import './untrusted-text.css'

interface UntrustedTextProps {
  readonly text: string
  readonly className?: string
  /** Prose takes its direction from its content. Names always run left to right, as in file managers. */
  readonly isProse?: boolean
}

/**
 * Text from the server: isolated, so that it cannot reorder its surroundings, and with hidden characters made visible. The
 * element's text content stays exactly as sent, for copying, screen readers and scripts.
 */
export function UntrustedText({ text, className, isProse = false }: UntrustedTextProps) {
  return (
    <bdi
      dir={isProse ? 'auto' : 'ltr'}
      className={className === undefined ? 'untrusted-text' : `untrusted-text ${className}`}
    >
      {toVisiblePieces(text, isProse).map((piece, index) =>
        piece.kind === 'plain' ? (
          piece.text
        ) : (
          <span key={index} className="untrusted-text-hidden" data-escaped={piece.escaped}>
            <span className="untrusted-text-raw">{piece.text}</span>
          </span>
        ),
      )}
    </bdi>
  )
}
