import type { PageRequest } from '../../../shared/ipc/contract'
import type { Page } from '../../../shared/place'
import type { Result } from '../../../shared/result'
import { callMain } from '../../lib/call-main'
import { startPage, finishPage, type Keyed, type PagedList } from './paged-list'

/** Time for a word to be typed before the server is asked: each search is one of the calls of the hour. */
const searchDelayMs = 300

interface PageSource<Row extends Keyed> {
  readonly getList: () => PagedList<Row>
  readonly setList: (list: PagedList<Row>) => void
  readonly fetchPage: (request: PageRequest) => Promise<Result<Page<Row>>>
}

export interface PageLoader {
  readonly search: (text: string) => void
  readonly loadFirst: () => Promise<void>
  readonly loadMore: () => Promise<void>
  /** Drops what is under way. */
  readonly reset: () => void
}

/** Asks for the pages of one list: one at a time, and no answer to an older question overwrites a newer one. */
export function createPageLoader<Row extends Keyed>({
  getList,
  setList,
  fetchPage,
}: PageSource<Row>): PageLoader {
  let timer: ReturnType<typeof setTimeout> | undefined
  let round = 0

  async function loadPage(which: 'first' | 'more'): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    round += 1
    const ownRound = round
    const { search, received } = getList()
    setList(startPage(getList(), which))
    const result = await callMain(
      fetchPage({ search: search.trim(), skip: which === 'first' ? 0 : received }),
    )
    if (ownRound === round) setList(finishPage(getList(), which, result))
  }

  return {
    loadFirst: () => loadPage('first'),
    async loadMore() {
      const { loading, hasMore } = getList()
      // While a word is being typed, the rows are of another search than the text.
      if (timer === undefined && loading === null && hasMore) await loadPage('more')
    },
    search(text) {
      setList({ ...getList(), search: text })
      clearTimeout(timer)
      timer = setTimeout(() => void loadPage('first'), searchDelayMs)
    },
    reset() {
      round += 1
      clearTimeout(timer)
      timer = undefined
    },
  }
}
