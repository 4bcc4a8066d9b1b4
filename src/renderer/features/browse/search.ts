import { foldText } from '../../../shared/order/fold-text'

/** The folded search text, or null if it is blank and filters nothing. */
export function toSearchNeedle(search: string): string | null {
  const needle = foldText(search.trim())
  return needle === '' ? null : needle
}
