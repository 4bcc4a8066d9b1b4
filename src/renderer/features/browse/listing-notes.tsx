import type { AppFailure } from '../../../shared/failure'
import type { Listing } from '../../../shared/place'
import { Button } from '../../components/button'
import { FailureNote } from '../../components/failure-note'
import { Note } from '../../components/note'
import { UntrustedText } from '../../components/untrusted-text'
import { formatDateTime } from '../../lib/format'
import { t } from '../../lib/intl'

interface ListingNotesProps {
  readonly listing: Listing
  /** State of a listing from an earlier visit: being refreshed, or old. Null for a current listing. */
  readonly remembered: 'refreshing' | 'old' | null
  /** Why the last refresh failed; the listing is then older. */
  readonly failure: AppFailure | null
  readonly onRetry: () => void
}

const maxShownRejected = 5

/** Text for an incomplete listing; null if it is complete. */
function partText({ segmentsExpected, mayHaveMore, segments }: Listing): string | null {
  const listed = segments.length
  if (segmentsExpected !== null) return t('listing.part', { listed, expected: segmentsExpected })
  return mayHaveMore ? t('listing.atLeast', { listed }) : null
}

function Rejected({ rejected }: { readonly rejected: Listing['rejectedSegments'] }) {
  const more = rejected.length - maxShownRejected
  return (
    <Note tone="warn">
      <p>{t('listing.rejected', { count: rejected.length })}</p>
      <ul className="listing-rejected">
        {rejected.slice(0, maxShownRejected).map(({ segmentId, detail }) => (
          <li key={segmentId}>
            {segmentId}{' '}
            {detail !== '' && <UntrustedText text={detail} isProse className="untrusted-text-wrap" />}
          </li>
        ))}
        {more > 0 && <li>{t('list.more', { count: more })}</li>}
      </ul>
    </Note>
  )
}

/** Notes to read before acting on a list: that it is incomplete, old, or has rejected segments. */
export function ListingNotes({ listing, remembered, failure, onRetry }: ListingNotesProps) {
  const { rejectedSegments } = listing
  const part = partText(listing)
  const listedAt = new Date(listing.listedAt).toISOString()
  const isOld = remembered !== null && failure === null
  if (!isOld && failure === null && part === null && rejectedSegments.length === 0) return null
  return (
    <div className="listing-notes">
      {isOld && (
        <Note tone="plain">
          <p role="status">{t(`listing.remembered.${remembered}`, { time: formatDateTime(listedAt) })}</p>
        </Note>
      )}
      {failure !== null && (
        <FailureNote failure={failure}>
          <span>{t('listing.stale', { time: formatDateTime(listedAt) })}</span>
          <Button size="small" onPress={onRetry}>
            {t('retry')}
          </Button>
        </FailureNote>
      )}
      {part !== null && (
        <Note tone="warn">
          <p>
            <strong>{part}</strong>
          </p>
          <p>{t('listing.part.meaning')}</p>
        </Note>
      )}
      {rejectedSegments.length > 0 && <Rejected rejected={rejectedSegments} />}
    </div>
  )
}
