import { X } from 'lucide-react'
import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { ProgressLine } from '../../components/progress-line'
import { failureText } from '../../lib/failure-text'
import { formatSize } from '../../lib/format'
import { t } from '../../lib/intl'
import type { StagingState, StagingStore } from './staging-store'
import './staging-note.css'

function textOf({ assets, news, isCopied, failure }: StagingState): string {
  const kind = failure?.kind ?? news?.failure ?? null
  if (failure !== null || news?.state === 'failed') {
    return [t('staging.failed'), kind === null ? '' : failureText(kind)].join(' ').trim()
  }
  if (isCopied) return t('staging.copied')
  if (news?.state === 'too-large') return t('staging.tooLarge')
  if (news?.state === 'ready') return t('staging.ready')
  const count = assets.length
  return t('staging.preparing', { count, calls: t('staging.calls', { count }) })
}

/** How far files are on their way to this computer, for another app. Quiet: it takes no focus and waits for nobody. */
export function StagingNote({ store }: { readonly store: StagingStore }) {
  const state = useStore(store)
  const { assets, news, failure } = state
  const isUnderWay = failure === null && (news === null || news.state === 'preparing')
  return (
    <div role="status" aria-label={t('staging.label')} className="staging-place">
      {assets.length > 0 && (
        <div className="staging">
          <div className="staging-text">
            <span>{textOf(state)}</span>
            {isUnderWay && news !== null && (
              <>
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
              </>
            )}
          </div>
          <Button
            look="quiet"
            size="small"
            aria-label={t('staging.dismiss')}
            icon={<X aria-hidden />}
            onPress={store.dismiss}
          />
        </div>
      )}
    </div>
  )
}
