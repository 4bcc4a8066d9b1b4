import type { PageRequest } from '../../../shared/ipc/contract'
import type { Page } from '../../../shared/place'
import type { Result } from '../../../shared/result'
import { callMain } from '../../lib/call-main'
import { createLatest } from '../../lib/latest'
import { startPage, finishPage, type Keyed, type PagedList } from './paged-list'

/** Debounce of the search in milliseconds: each search costs one call of the hourly budget. */
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
  /** Drops pending requests. */
  readonly reset: () => void
}

/** Loads the pages of one list, one at a time. An outdated response never overwrites a newer one. */
export function createPageLoader<Row extends Keyed>({
  getList,
  setList,
  fetchPage,
}: PageSource<Row>): PageLoader {
  let timer: ReturnType<typeof setTimeout> | undefined
  const latest = createLatest()

  async function loadPage(which: 'first' | 'more'): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const isLatest = latest.start()
    const { search, received } = getList()
    setList(startPage(getList(), which))
    const result = await callMain(
      fetchPage({ search: search.trim(), skip: which === 'first' ? 0 : received }),
    )
    if (isLatest()) setList(finishPage(getList(), which, result))
  }

  return {
    loadFirst: () => loadPage('first'),
    async loadMore() {
      const { loading, hasMore } = getList()
      // While a search is pending, the rows belong to the previous search text.
      if (timer === undefined && loading === null && hasMore) await loadPage('more')
    },
    search(text) {
      setList({ ...getList(), search: text })
      clearTimeout(timer)
      timer = setTimeout(() => void loadPage('first'), searchDelayMs)
    },
    reset() {
      latest.cancel()
      clearTimeout(timer)
      timer = undefined
    },
  }
}
