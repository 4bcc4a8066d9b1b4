import { UntrustedText } from './untrusted-text'
import './file-name.css'

/** The end of a name tells versions and kinds apart, so it is what stays when room is short. */
const tailLength = 12
const minSplitLength = 24
/** Splitting a name that runs right to left would show its halves in the wrong order. */
const leftToRightOnly = /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u058f]*$/

interface FileNameProps {
  readonly name: string
}

/** A file's name on one line, shortened in its middle. */
export function FileName({ name }: FileNameProps) {
  if (name.length < minSplitLength || !leftToRightOnly.test(name)) {
    return <UntrustedText text={name} className="file-name file-name-start" />
  }
  const cut = name.length - tailLength
  return (
    <span className="file-name">
      <UntrustedText text={name.slice(0, cut)} className="file-name-start" />
      <UntrustedText text={name.slice(cut)} className="file-name-end" />
    </span>
  )
}
