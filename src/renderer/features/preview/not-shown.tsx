import { useEffect, useState } from 'react'
import type { Asset } from '../../../shared/asset'
import type { PreviewAnswer } from '../../../shared/preview'
import { Button } from '../../components/button'
import { FailureNote } from '../../components/failure-note'
import { ProgressLine } from '../../components/progress-line'
import { formatSize, formatTime } from '../../lib/format'
import { t } from '../../lib/intl'
import type { Look } from './preview-state'
import type { PreviewStore } from './preview-store'
import { Told } from './told'

type Held = Extract<PreviewAnswer, { readonly state: 'held' }>

const MANY_PIXELS = 16_000_000

function heldText({ guard, bytes, width, height }: Held): string {
  const isMeasured = width !== null && height !== null
  if (guard === 'large') return t('preview.held.large', { size: formatSize(bytes) })
  if (guard === 'pixels' && isMeasured) return t('preview.held.pixels', { width, height })
  // A small picture may unfold to many: then its size says nothing.
  if (guard === 'bomb' && isMeasured && width * height > MANY_PIXELS)
    return t('preview.held.bombSize', { width, height })
  return guard === 'frames' ? t('preview.held.frames') : t('preview.held.bomb')
}

interface PartProps {
  readonly store: PreviewStore
  readonly asset: Asset
}

function Offer({ store, asset }: PartProps) {
  return (
    <Told asset={asset}>
      <Button size="small" onPress={() => void store.load()}>
        {t('preview.load')}
      </Button>
    </Told>
  )
}

/** ms: what is there sooner needs no word about its coming, which would only flash. */
const SOON = 150

/** Whether so many ms went by since it was first drawn. */
function useIsLate(after: number): boolean {
  const [isLate, setIsLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), after)
    return () => clearTimeout(timer)
  }, [after])
  return isLate
}

function Loading({ store, asset, look }: PartProps & { readonly look: Extract<Look, { step: 'loading' }> }) {
  const { received, total } = look
  const isKnown = total !== null && total > 0
  const isLate = useIsLate(SOON)
  if (!isLate) return <Told asset={asset} />
  return (
    <Told asset={asset}>
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
        <Button size="small" onPress={store.cancel}>
          {t('action.cancel')}
        </Button>
      </div>
    </Told>
  )
}

function Unshown({ store, asset, answer }: PartProps & { readonly answer: PreviewAnswer }) {
  switch (answer.state) {
    case 'asks':
      return <Offer store={store} asset={asset} />
    case 'held':
      return (
        <Told asset={asset}>
          <p>{heldText(answer)}</p>
          {answer.canLoad && (
            <Button size="small" onPress={() => void store.load({ anyway: true })}>
              {t('preview.loadAnyway')}
            </Button>
          )}
        </Told>
      )
    case 'no-room':
      return (
        <Told asset={asset}>
          <p>
            {answer.until === null
              ? t('preview.noRoomSoon')
              : t('preview.noRoom', { time: formatTime(answer.until) })}
          </p>
          <Button size="small" onPress={() => void store.load()}>
            {t('retry')}
          </Button>
        </Told>
      )
    case 'shown':
      return (
        <Told asset={asset}>
          <p>{t('preview.none')}</p>
        </Told>
      )
  }
}

/** All that stands in the place of a preview: before it is there, and where there is none. */
export function NotShown({ store, asset, look }: PartProps & { readonly look: Look }) {
  switch (look.step) {
    case 'waiting':
      return look.offers ? <Offer store={store} asset={asset} /> : <Told asset={asset} />
    case 'loading':
      return <Loading key={look.requestId} store={store} asset={asset} look={look} />
    case 'failed':
      return (
        <Told asset={asset}>
          <FailureNote failure={look.failure}>
            <Button size="small" onPress={() => void store.load()}>
              {t('retry')}
            </Button>
          </FailureNote>
        </Told>
      )
    case 'answered':
      return <Unshown store={store} asset={asset} answer={look.answer} />
  }
}
