import { foldText } from '../../../shared/order/fold-text'

/** What the search box stands for: null when it filters nothing. */
export function toSearchNeedle(search: string): string | null {
  const needle = foldText(search.trim())
  return needle === '' ? null : needle
}
