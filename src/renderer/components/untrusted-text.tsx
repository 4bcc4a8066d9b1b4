import { marksWithin, splitAtMarks, type TextRange } from '../lib/search-marks'
import type { TextPiece } from '../../shared/visible-text'
import { toVisiblePieces } from '../lib/visible-text'
import './untrusted-text.css'

interface UntrustedTextProps {
  readonly text: string
  readonly className?: string
  /** Prose takes its direction from its content. Names always run left to right, as in file managers. */
  readonly isProse?: boolean
  /** The parts that match a search. */
  readonly marks?: readonly TextRange[]
}

interface FoundPiece {
  readonly piece: TextPiece
  readonly isMarked: boolean
}

/** Splits plain pieces at their marks; a hidden character is marked if any of it is. */
function withMarks(pieces: readonly TextPiece[], marks: readonly TextRange[]): readonly FoundPiece[] {
  if (marks.length === 0) return pieces.map((piece) => ({ piece, isMarked: false }))
  let at = 0
  return pieces.flatMap((piece): readonly FoundPiece[] => {
    const own = marksWithin(marks, { start: at, end: at + piece.text.length })
    at += piece.text.length
    if (piece.kind === 'hidden') return [{ piece, isMarked: own.length > 0 }]
    return splitAtMarks(piece.text, own).map(({ text, isMarked }) => ({
      piece: { kind: 'plain', text },
      isMarked,
    }))
  })
}

function Piece({ piece }: { readonly piece: TextPiece }) {
  if (piece.kind === 'plain') return piece.text
  return (
    <span className="untrusted-text-hidden" data-escaped={piece.escaped}>
      <span className="untrusted-text-raw">{piece.text}</span>
    </span>
  )
}

/**
 * Text from the server: isolated, so that it cannot reorder its surroundings, and with hidden characters made visible. The
 * element's text content stays exactly as sent, for copying, screen readers and scripts.
 */
export function UntrustedText({ text, className, isProse = false, marks = [] }: UntrustedTextProps) {
  return (
    <bdi
      dir={isProse ? 'auto' : 'ltr'}
      className={className === undefined ? 'untrusted-text' : `untrusted-text ${className}`}
    >
      {withMarks(toVisiblePieces(text, isProse), marks).map(({ piece, isMarked }, index) =>
        isMarked ? (
          <mark key={index} className="untrusted-text-found">
            <Piece piece={piece} />
          </mark>
        ) : (
          <Piece key={index} piece={piece} />
        ),
      )}
    </bdi>
  )
}
