import { fold } from '../../../shared/order/fold'

/** What the search box stands for: null when it filters nothing. */
export function searchNeedle(search: string): string | null {
  const needle = fold(search.trim())
  return needle === '' ? null : needle
}
