import { useEffect, useRef, useState } from 'react'
import type { Asset } from '../../../shared/asset'
import { t } from '../../lib/intl'
import { isolatedText } from '../../lib/visible-text'
import { PreviewMessage } from './preview-message'

interface MediaProps {
  readonly asset: Asset
  readonly kind: 'video' | 'audio'
  readonly address: string
}

/** Releases the file of a player as soon as it is unmounted, instead of at the next garbage collection. */
function useReleaseOnUnmount() {
  const ref = useRef<HTMLVideoElement & HTMLAudioElement>(null)
  useEffect(() => {
    const player = ref.current
    return () => {
      player?.pause()
      player?.removeAttribute('src')
      player?.load()
    }
  }, [])
  return ref
}

export function Media({ asset, kind, address }: MediaProps) {
  const [isBroken, setIsBroken] = useState(false)
  const ref = useReleaseOnUnmount()
  // Set the source only once the element is in the document; it is removed again on unmount.
  useEffect(() => {
    if (ref.current !== null && ref.current.src !== address) ref.current.src = address
  }, [ref, address])
  if (isBroken) return <PreviewMessage asset={asset}>{t(`preview.broken.${kind}`)}</PreviewMessage>
  const Player = kind
  return (
    <div className={`preview-media preview-${kind}`}>
      {kind === 'audio' && <PreviewMessage asset={asset} />}
      <Player
        ref={ref}
        controls
        controlsList="nodownload noremoteplayback"
        disablePictureInPicture
        preload="metadata"
        aria-label={isolatedText(asset.name)}
        onError={({ currentTarget }) => {
          if (currentTarget.hasAttribute('src')) setIsBroken(true)
        }}
      />
    </div>
  )
}
