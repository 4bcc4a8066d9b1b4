import { marksWithin, type TextRange } from '../lib/search-marks'
import { UntrustedText } from './untrusted-text'
import './file-name.css'

/** Characters at the end that stay visible, since versions and extensions are there. */
const tailLength = 12
const minSplitLength = 24

/** Names with right-to-left text are not split, since their halves would appear in the wrong order. */
const leftToRightOnly = /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u058f]*$/

/** Where the end begins: not beside a space, which would look like one at the end of a name. */
function cutOf(name: string): number {
  let cut = name.length - tailLength
  while (cut > 0 && (name[cut] === ' ' || name[cut - 1] === ' ')) cut -= 1
  return cut
}

interface FileNameProps {
  readonly name: string
  /** The parts that match a search. */
  readonly marks?: readonly TextRange[]
}

/** A file name on one line, shortened in the middle if space is short. */
export function FileName({ name, marks = [] }: FileNameProps) {
  if (name.length < minSplitLength || !leftToRightOnly.test(name)) {
    return <UntrustedText text={name} marks={marks} className="file-name file-name-start" />
  }
  const cut = cutOf(name)
  return (
    <span className="file-name">
      <UntrustedText
        text={name.slice(0, cut)}
        marks={marksWithin(marks, { start: 0, end: cut })}
        className="file-name-start"
      />
      <UntrustedText
        text={name.slice(cut)}
        marks={marksWithin(marks, { start: cut, end: name.length })}
        className="file-name-end"
      />
    </span>
  )
}
