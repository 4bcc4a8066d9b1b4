import { useEffect, useRef } from 'react'
import { Button } from '../../components/button'
import { FailureNote } from '../../components/failure-note'
import { Spinner } from '../../components/spinner'
import { t } from '../../lib/intl'
import { toExtent, type PagedList } from './paged-list'

interface ListFooterProps {
  readonly list: PagedList<unknown>
  readonly onMore: () => void
  readonly onRetry: () => void
}

/** Loads the next page when the end of the list comes into view. */
function useEndInView(isEnabled: boolean, rows: number, onMore: () => void) {
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = end.current
    if (element === null || !isEnabled) return
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) onMore()
    })
    observer.observe(element)
    return () => observer.disconnect()
    // Observe again after each page: a page that does not fill the view must load the next one.
  }, [isEnabled, rows, onMore])
  return end
}

function extentText(list: PagedList<unknown>): string | null {
  const extent = toExtent(list)
  switch (extent.kind) {
    case 'all':
      return extent.count === 0 ? null : t('places.extent.all', { count: extent.count })
    case 'so-far':
      return t('places.extent.soFar', { count: extent.count })
    case 'at-least':
      return t('places.extent.atLeast', { count: extent.count })
    case 'of-total':
      return t('places.extent.ofTotal', { count: extent.count, total: extent.total })
    case 'missing':
      return t('places.extent.missing', { count: extent.count, total: extent.total })
  }
}

/** Footer of a list: how much of it is loaded, and a button for more. */
export function ListFooter({ list, onMore, onRetry }: ListFooterProps) {
  const { hasMore, loading, failure, rows, unread } = list
  const end = useEndInView(hasMore && loading === null && failure === null, rows.length, onMore)
  const extent = extentText(list)
  return (
    <div ref={end} className="list-footer">
      {failure !== null && (
        <FailureNote failure={failure}>
          <Button size="small" onPress={onRetry}>
            {t('retry')}
          </Button>
        </FailureNote>
      )}
      {extent !== null && <p role="status">{extent}</p>}
      {unread > 0 && <p>{t('places.extent.unread', { count: unread })}</p>}
      {hasMore && (
        <Button
          variant="quiet"
          size="small"
          isDisabled={loading !== null}
          icon={loading === 'more' && <Spinner />}
          onPress={onMore}
        >
          {t('projects.more')}
        </Button>
      )}
    </div>
  )
}
