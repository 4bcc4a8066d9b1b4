import './spinner.css'

/** Something is under way; what, is said beside it. */
export function Spinner() {
  return <span aria-hidden className="spinner" />
}
