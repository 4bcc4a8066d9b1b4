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

/** A player that leaves the document lets go of its file at once, and not when memory is next tidied up. */
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
  // It must be in the document before it is played: the source is set by the first effect, and taken away by the last.
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
