import type { PageRequest } from '../../../shared/ipc/contract'
import type { Page } from '../../../shared/place'
import type { Result } from '../../../shared/result'
import { safely } from '../../lib/safely'
import { beginPage, endPage, type Keyed, type PagedList } from './paged-list'

/** Time for a word to be typed before the server is asked: each search is one of the calls of the hour. */
const SEARCH_DELAY_MS = 300

interface Slot<Row extends Keyed> {
  readonly get: () => PagedList<Row>
  readonly set: (list: PagedList<Row>) => void
  readonly ask: (request: PageRequest) => Promise<Result<Page<Row>>>
}

export interface PageLoader {
  readonly search: (text: string) => void
  readonly first: () => Promise<void>
  readonly more: () => Promise<void>
  /** Drops what is under way. */
  readonly reset: () => void
}

/** Asks for the pages of one list: one at a time, and no answer to an older question overwrites a newer one. */
export function createPageLoader<Row extends Keyed>({ get, set, ask }: Slot<Row>): PageLoader {
  let timer: ReturnType<typeof setTimeout> | undefined
  let round = 0

  async function load(which: 'first' | 'more'): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    round += 1
    const mine = round
    const { search, received } = get()
    set(beginPage(get(), which))
    const result = await safely(ask({ search: search.trim(), skip: which === 'first' ? 0 : received }))
    if (mine === round) set(endPage(get(), which, result))
  }

  return {
    first: () => load('first'),
    async more() {
      const { loading, hasMore } = get()
      // While a word is being typed, the rows are of another search than the text.
      if (timer === undefined && loading === null && hasMore) await load('more')
    },
    search(text) {
      set({ ...get(), search: text })
      clearTimeout(timer)
      timer = setTimeout(() => void load('first'), SEARCH_DELAY_MS)
    },
    reset() {
      round += 1
      clearTimeout(timer)
      timer = undefined
    },
  }
}
