import { Button } from '../../components/button'
import { ProgressLine } from '../../components/progress-line'
import { formatDuration } from '../../lib/format'
import { t } from '../../lib/intl'
import type { Sweep } from './browse-state'
import './sweep-strip.css'

interface SweepStripProps {
  readonly sweep: Sweep
  readonly onApprove: () => void
  readonly onCancel: () => void
}

function progressText({ callsDone, callsTotal, opening }: Sweep): string {
  if (callsTotal > 0) return t('sweep.calls', { done: callsDone, total: callsTotal })
  if (opening === null) return t('sweep.starting')
  const { found, expected } = opening
  return expected === null ? t('opening.found', { found }) : t('opening.foundOf', { found, expected })
}

function percentOf({ callsDone, callsTotal, opening }: Sweep): number | null {
  if (callsTotal > 0) return (callsDone / callsTotal) * 100
  const expected = opening?.expected ?? 0
  return opening === null || expected === 0 ? null : (opening.found / expected) * 100
}

function costText({ opening }: Sweep): string | null {
  if (opening === null || opening.cost === null) return null
  const { calls, segments, waitMs } = opening.cost
  const cost = t('opening.cost', { calls, segments })
  return waitMs === 0 ? cost : `${cost} ${t('opening.wait', { time: formatDuration(waitMs / 1_000) })}`
}

/** A listing under way: what it costs, how far it is, and its end; or the question whether it may cost so much. */
export function SweepStrip({ sweep, onApprove, onCancel }: SweepStripProps) {
  const cost = costText(sweep)
  if (sweep.opening?.asks === true) {
    return (
      <section className="sweep-question" aria-label={t('opening.ask')}>
        <p role="alert">
          <strong>{t('opening.ask')}</strong>
          <span>{cost}</span>
        </p>
        <Button size="small" onPress={onApprove}>
          {t('opening.approve')}
        </Button>
        <Button size="small" look="quiet" onPress={onCancel}>
          {t('sweep.cancel')}
        </Button>
      </section>
    )
  }
  return (
    <div className="sweep">
      <ProgressLine label={t('sweep.label')} percent={percentOf(sweep)} />
      <span className="sweep-text">{progressText(sweep)}</span>
      {cost !== null && (
        <span className="sweep-cost" role="status">
          {cost}
        </span>
      )}
      <Button size="small" look="quiet" onPress={onCancel}>
        {t('sweep.cancel')}
      </Button>
    </div>
  )
}
