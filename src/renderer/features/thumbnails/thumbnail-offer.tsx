import { Images } from 'lucide-react'
import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { Spinner } from '../../components/spinner'
import { t } from '../../lib/intl'
import type { ThumbnailStore } from './thumbnail-store'
import './thumbnail-offer.css'

interface ThumbnailOfferProps {
  readonly store: ThumbnailStore
}

/** Offers to load the missing thumbnails on screen, shows the progress, or why loading stopped. */
export function ThumbnailOffer({ store }: ThumbnailOfferProps) {
  const { missing, pending, stopped } = useStore(store)
  if (pending > 0) {
    return (
      <span className="thumbnail-offer">
        <Spinner />
        <span aria-live="polite">{t('thumbnails.pending', { count: pending })}</span>
        <Button size="small" variant="link" onPress={() => void store.stopLoading()}>
          {t('thumbnails.stop')}
        </Button>
      </span>
    )
  }
  if (missing.length === 0) return null
  return (
    <span className="thumbnail-offer">
      {stopped !== null && <span aria-live="polite">{t(`thumbnails.stopped.${stopped}`)}</span>}
      <Button size="small" variant="link" onPress={() => void store.loadMissing()}>
        <Images aria-hidden />
        {t('thumbnails.load', { count: missing.length })}
      </Button>
    </span>
  )
}
