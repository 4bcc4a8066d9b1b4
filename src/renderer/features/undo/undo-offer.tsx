import { RotateCcw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '../../components/button'
import { Tip } from '../../components/tip'
import { restoreCalls } from '../../lib/restorable-copies'
import { t } from '../../lib/intl'
import './undo-offer.css'

/** How long a deletion can be undone from the status bar, ms. The operation itself offers it for longer. */
const offerMs = 120_000

interface UndoOfferProps {
  /** The deletion that was shown last. Each one has its own time. */
  readonly runId: string
  /** Number of its files that can be restored. */
  readonly files: number
  readonly onUndo: () => void
}

/** Offers for a while to restore what was deleted last. */
export function UndoOffer({ runId, files, onUndo }: UndoOfferProps) {
  const [expiredRun, setExpiredRun] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setExpiredRun(runId), offerMs)
    return () => clearTimeout(timer)
  }, [runId])
  if (files === 0 || expiredRun === runId) return null
  return (
    <span className="undo-offer">
      <span>{t('undo.deleted', { count: files })}</span>
      <Tip text={t('undo.price', { count: files, calls: restoreCalls(files) })}>
        <Button size="small" variant="link" icon={<RotateCcw aria-hidden />} onPress={onUndo}>
          {t('action.undo')}
        </Button>
      </Tip>
    </span>
  )
}
