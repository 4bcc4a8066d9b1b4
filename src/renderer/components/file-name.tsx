import { ShownText } from './shown-text'
import './file-name.css'

/** The end of a name tells versions and kinds apart, so it is what stays when room is short. */
const TAIL = 12
const SHORTEST = 24
/** Splitting a name that runs right to left would show its halves in the wrong order. */
const LEFT_TO_RIGHT = /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u058f]*$/

interface FileNameProps {
  readonly name: string
}

/** A file's name on one line, shortened in its middle. */
export function FileName({ name }: FileNameProps) {
  if (name.length < SHORTEST || !LEFT_TO_RIGHT.test(name)) {
    return <ShownText text={name} className="file-name file-name-head" />
  }
  const cut = name.length - TAIL
  return (
    <span className="file-name">
      <ShownText text={name.slice(0, cut)} className="file-name-head" />
      <ShownText text={name.slice(cut)} className="file-name-tail" />
    </span>
  )
}
