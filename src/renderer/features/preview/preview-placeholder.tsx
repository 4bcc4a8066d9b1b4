import { useEffect, useState } from 'react'
import type { Asset } from '../../../shared/asset'
import type { PreviewAnswer } from '../../../shared/preview'
import { Button } from '../../components/button'
import { FailureNote } from '../../components/failure-note'
import { ProgressLine } from '../../components/progress-line'
import { formatSize, formatTime } from '../../lib/format'
import { t } from '../../lib/intl'
import type { Preview } from './preview-state'
import type { PreviewStore } from './preview-store'
import { PreviewMessage } from './preview-message'

type WithheldAnswer = Extract<PreviewAnswer, { readonly state: 'held' }>

/** A decompression bomb with more pixels than this is described by its dimensions. */
const minPixelsToReport = 16_000_000

function withheldText({ guard, bytes, width, height }: WithheldAnswer): string {
  const isMeasured = width !== null && height !== null
  if (guard === 'large') return t('preview.held.large', { size: formatSize(bytes) })
  if (guard === 'inspection') return t('preview.held.inspection')
  if (guard === 'pixels' && isMeasured) return t('preview.held.pixels', { width, height })
  // The dimensions explain a bomb only if they are large; a small picture may still expand to many frames.
  if (guard === 'bomb' && isMeasured && width * height > minPixelsToReport)
    return t('preview.held.bombSize', { width, height })
  return guard === 'frames' ? t('preview.held.frames') : t('preview.held.bomb')
}

function noPreviewText({ content }: Extract<PreviewAnswer, { readonly state: 'shown' }>): string {
  const format = content.kind === 'none' ? content.format : null
  return format === null ? t('preview.none') : t('preview.noneOf', { format })
}

interface PlaceholderProps {
  readonly store: PreviewStore
  readonly asset: Asset
}

function LoadOffer({ store, asset }: PlaceholderProps) {
  return (
    <PreviewMessage asset={asset}>
      <Button size="small" onPress={() => void store.loadPreview()}>
        {t('preview.load')}
      </Button>
    </PreviewMessage>
  )
}

/** Milliseconds before the loading message is shown; a faster preview would make it flash. */
const loadingDelayMs = 150

/** Whether `delayMs` have passed since the component was mounted. */
function useIsLate(delayMs: number): boolean {
  const [isLate, setIsLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), delayMs)
    return () => clearTimeout(timer)
  }, [delayMs])
  return isLate
}

function Loading({
  store,
  asset,
  preview,
}: PlaceholderProps & { readonly preview: Extract<Preview, { step: 'loading' }> }) {
  const { received, total } = preview
  const isKnown = total !== null && total > 0
  const isLate = useIsLate(loadingDelayMs)
  if (!isLate) return <PreviewMessage asset={asset} />
  return (
    <PreviewMessage asset={asset}>
      <div className="preview-loading">
        <ProgressLine
          label={t('preview.loading')}
          percent={isKnown && received > 0 ? Math.min(100, (100 * received) / total) : null}
        />
        <span className="preview-received">
          {received > 0 && isKnown
            ? t('preview.received', { received: formatSize(received), total: formatSize(total) })
            : t('preview.loading')}
        </span>
        <Button size="small" onPress={store.cancelLoading}>
          {t('action.cancel')}
        </Button>
      </div>
    </PreviewMessage>
  )
}

function AnswerMessage({ store, asset, answer }: PlaceholderProps & { readonly answer: PreviewAnswer }) {
  switch (answer.state) {
    case 'asks':
      return <LoadOffer store={store} asset={asset} />
    case 'held':
      return (
        <PreviewMessage asset={asset}>
          <p>{withheldText(answer)}</p>
          {answer.canLoad && (
            <Button size="small" onPress={() => void store.loadPreview({ anyway: true })}>
              {t('preview.loadAnyway')}
            </Button>
          )}
        </PreviewMessage>
      )
    case 'no-room':
      return (
        <PreviewMessage asset={asset}>
          <p>
            {answer.until === null
              ? t('preview.noRoomSoon')
              : t('preview.noRoom', { time: formatTime(answer.until) })}
          </p>
          <Button size="small" onPress={() => void store.loadPreview()}>
            {t('retry')}
          </Button>
        </PreviewMessage>
      )
    case 'shown':
      return (
        <PreviewMessage asset={asset}>
          <p>{noPreviewText(answer)}</p>
        </PreviewMessage>
      )
  }
}

/** Everything shown instead of a preview: while it loads, if it failed, and if there is none. */
export function PreviewPlaceholder({
  store,
  asset,
  preview,
}: PlaceholderProps & { readonly preview: Preview }) {
  switch (preview.step) {
    case 'waiting':
      return preview.offers ? <LoadOffer store={store} asset={asset} /> : <PreviewMessage asset={asset} />
    case 'loading':
      return <Loading key={preview.requestId} store={store} asset={asset} preview={preview} />
    case 'failed':
      return (
        <PreviewMessage asset={asset}>
          <FailureNote failure={preview.failure}>
            <Button size="small" onPress={() => void store.loadPreview()}>
              {t('retry')}
            </Button>
          </FailureNote>
        </PreviewMessage>
      )
    case 'answered':
      return <AnswerMessage store={store} asset={asset} answer={preview.answer} />
  }
}
