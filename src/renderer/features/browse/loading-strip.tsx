import { Button } from '../../components/button'
import { ProgressLine } from '../../components/progress-line'
import { formatDuration } from '../../lib/format'
import { t } from '../../lib/intl'
import type { PlaceLoading } from './browse-state'
import './loading-strip.css'

interface LoadingStripProps {
  readonly loading: PlaceLoading
  readonly onApprove: () => void
  readonly onCancel: () => void
}

function progressText({ callsDone, callsTotal, opening }: PlaceLoading): string {
  if (callsTotal > 0) return t('sweep.calls', { done: callsDone, total: callsTotal })
  if (opening === null) return t('sweep.starting')
  const { found, expected } = opening
  return expected === null ? t('opening.found', { found }) : t('opening.foundOf', { found, expected })
}

function percentOf({ callsDone, callsTotal, opening }: PlaceLoading): number | null {
  if (callsTotal > 0) return (callsDone / callsTotal) * 100
  const expected = opening?.expected ?? 0
  return opening === null || expected === 0 ? null : (opening.found / expected) * 100
}

function costText({ opening }: PlaceLoading): string | null {
  if (opening === null || opening.cost === null) return null
  const { calls, segments, waitMs } = opening.cost
  const cost = t('opening.cost', { calls, segments })
  return waitMs === 0 ? cost : `${cost} ${t('opening.wait', { time: formatDuration(waitMs / 1_000) })}`
}

/** Progress and cost of a listing, with a cancel button; or the request to approve its cost. */
export function LoadingStrip({ loading, onApprove, onCancel }: LoadingStripProps) {
  const cost = costText(loading)
  if (loading.opening?.needsApproval === true) {
    return (
      <section className="loading-strip-question" aria-label={t('opening.ask')}>
        <p role="alert">
          <strong>{t('opening.ask')}</strong>
          <span>{cost}</span>
        </p>
        <Button size="small" onPress={onApprove}>
          {t('opening.approve')}
        </Button>
        <Button size="small" variant="quiet" onPress={onCancel}>
          {t('sweep.cancel')}
        </Button>
      </section>
    )
  }
  return (
    <div className="loading-strip">
      <ProgressLine label={t('sweep.label')} percent={percentOf(loading)} />
      <span className="loading-strip-text">{progressText(loading)}</span>
      {cost !== null && (
        <span className="loading-strip-cost" role="status">
          {cost}
        </span>
      )}
      <Button size="small" variant="quiet" onPress={onCancel}>
        {t('sweep.cancel')}
      </Button>
    </div>
  )
}
