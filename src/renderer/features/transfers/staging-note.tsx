import { X } from 'lucide-react'
import { useStore } from 'zustand/react'
import type { StagingNews } from '../../../shared/transfers'
import { Button } from '../../components/button'
import { ProgressLine } from '../../components/progress-line'
import { failureText } from '../../lib/failure-text'
import { formatSize } from '../../lib/format'
import { t } from '../../lib/intl'
import type { StagingState, StagingStore } from './staging-store'
import './staging-note.css'

function textOf({ assets, news, isCopied, isTooMany, failure }: StagingState): string {
  const kind = failure?.kind ?? news?.failure ?? null
  if (failure !== null || news?.state === 'failed') {
    return [t('staging.failed'), kind === null ? '' : failureText(kind)].join(' ').trim()
  }
  if (isCopied) return t('staging.copied')
  if (news?.state === 'too-large') return t('staging.tooLarge')
  if (news?.state === 'ready') return t('staging.ready')
  const count = assets.length
  if (isTooMany) return t('staging.tooMany', { count })
  return t('staging.preparing', { count, calls: t('staging.calls', { count }) })
}

/** How far they are. Beside what is read out: it changes many times a second. */
function Progress({ news }: { readonly news: StagingNews }) {
  return (
    <div className="staging-text">
      <ProgressLine
        label={t('staging.label')}
        percent={news.bytes === 0 ? null : (news.bytesDone / news.bytes) * 100}
      />
      <span className="staging-facts">
        {t('staging.progress', {
          ready: news.ready,
          files: news.files,
          done: formatSize(news.bytesDone),
          size: formatSize(news.bytes),
        })}
      </span>
    </div>
  )
}

/** How far files are on their way to this computer, for another app. Quiet: it takes no focus and waits for nobody. */
export function StagingNote({ store }: { readonly store: StagingStore }) {
  const state = useStore(store)
  const { assets, news, failure } = state
  const isShown = assets.length > 0
  return (
    <div className={isShown ? 'staging-place staging' : 'staging-place'}>
      <div role="status" aria-label={t('staging.label')} aria-atomic={false} className="staging-said">
        {isShown && (
          <>
            <span className="staging-text">{textOf(state)}</span>
            <Button
              look="quiet"
              size="small"
              aria-label={t('action.dismiss')}
              icon={<X aria-hidden />}
              onPress={store.dismiss}
            />
          </>
        )}
      </div>
      {isShown && failure === null && news?.state === 'preparing' && <Progress news={news} />}
    </div>
  )
}
