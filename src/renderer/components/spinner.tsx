import './spinner.css'

/** Shows that something is in progress. Decorative: the text beside it says what. */
export function Spinner() {
  return <span aria-hidden className="spinner" />
}
