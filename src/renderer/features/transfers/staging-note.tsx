import { X } from 'lucide-react'
import { useStore } from 'zustand/react'
import type { StagingSnapshot } from '../../../shared/transfers'
import { Button } from '../../components/button'
import { ProgressLine } from '../../components/progress-line'
import { failureText } from '../../lib/failure-text'
import { formatSize } from '../../lib/format'
import { t } from '../../lib/intl'
import type { StagingState, StagingStore } from './staging-store'
import './staging-note.css'

function stagingText({ assets, snapshot, isCopied, isTooMany, failure }: StagingState): string {
  const kind = failure?.kind ?? snapshot?.failure ?? null
  if (failure !== null || snapshot?.state === 'failed') {
    return [t('staging.failed'), kind === null ? '' : failureText(kind)].join(' ').trim()
  }
  if (isCopied) return t('staging.copied')
  if (snapshot?.state === 'too-large') return t('staging.tooLarge')
  if (snapshot?.state === 'ready') return t('staging.ready')
  const count = assets.length
  if (isTooMany) return t('staging.tooMany', { count })
  return t('staging.preparing', { count, calls: t('staging.calls', { count }) })
}

/** Progress bar, outside the status element because it changes many times per second. */
function Progress({ snapshot }: { readonly snapshot: StagingSnapshot }) {
  return (
    <div className="staging-text">
      <ProgressLine
        label={t('staging.label')}
        percent={snapshot.bytes === 0 ? null : (snapshot.bytesDone / snapshot.bytes) * 100}
      />
      <span className="staging-facts">
        {t('staging.progress', {
          ready: snapshot.ready,
          files: snapshot.files,
          done: formatSize(snapshot.bytesDone),
          size: formatSize(snapshot.bytes),
        })}
      </span>
    </div>
  )
}

/** Note about files being staged for another app. It takes no focus and blocks nothing. */
export function StagingNote({ store }: { readonly store: StagingStore }) {
  const state = useStore(store)
  const { assets, snapshot, failure } = state
  const isShown = assets.length > 0
  return (
    <div className={isShown ? 'staging-area staging' : 'staging-area'}>
      <div role="status" aria-label={t('staging.label')} aria-atomic={false} className="staging-status">
        {isShown && (
          <>
            <span className="staging-text">{stagingText(state)}</span>
            <Button
              variant="quiet"
              size="small"
              aria-label={t('action.dismiss')}
              icon={<X aria-hidden />}
              onPress={store.dismiss}
            />
          </>
        )}
      </div>
      {isShown && failure === null && snapshot?.state === 'preparing' && <Progress snapshot={snapshot} />}
    </div>
  )
}
