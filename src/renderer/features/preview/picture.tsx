import { useState, type CSSProperties } from 'react'
import type { Asset } from '../../../shared/asset'
import { t } from '../../lib/intl'
import { isolatedText } from '../../lib/visible-text'
import { PreviewMessage } from './preview-message'

interface PictureProps {
  readonly asset: Asset
  readonly address: string
  readonly width: number
  readonly height: number
  readonly style?: CSSProperties
  readonly className?: string
  /** Its size as it is drawn: a camera's note of how it was held may turn it. */
  readonly onSize?: (size: { readonly width: number; readonly height: number }) => void
}

/** A raster picture, decoded by the sandboxed window. */
export function Picture({ asset, address, width, height, style, className, onSize }: PictureProps) {
  const [isBroken, setIsBroken] = useState(false)
  if (isBroken) return <PreviewMessage>{t('preview.broken.image')}</PreviewMessage>
  return (
    <img
      className={`preview-picture ${className ?? ''}`}
      src={address}
      alt={isolatedText(asset.name)}
      width={width}
      height={height}
      style={style}
      draggable={false}
      onError={() => setIsBroken(true)}
      onLoad={({ currentTarget }) =>
        onSize?.({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })
      }
    />
  )
}
