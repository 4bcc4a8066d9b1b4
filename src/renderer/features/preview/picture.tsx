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
  /** Receives the size as rendered, which may be rotated by the EXIF orientation. */
  readonly onSize?: (size: { readonly width: number; readonly height: number }) => void
}

/** A raster picture, decoded in the sandboxed renderer. */
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
