import { useEffect, useState } from 'react'
import type { ListedCopy } from '../../../shared/recycle-bin'
import { KindGlyph } from '../../components/kind-glyph'
import { assetKind } from '../../lib/asset-kind'

interface CopyTileProps {
  readonly copy: ListedCopy
  /** Must be referentially stable, so that each mounted row requests its picture once. */
  readonly loadPreview: (copyId: string) => Promise<string | null>
}

/** Picture of a copy if main provides one, otherwise the icon of its kind. */
export function CopyTile({ copy, loadPreview }: CopyTileProps) {
  const { id, identity, contentType } = copy
  const [address, setAddress] = useState<string | null>(null)
  const [isDrawn, setIsDrawn] = useState(false)

  useEffect(() => {
    let isShown = true
    void loadPreview(id).then((found) => {
      if (isShown) setAddress(found)
    })
    return () => {
      isShown = false
    }
  }, [id, loadPreview])

  return (
    <span className="bin-tile" data-drawn={isDrawn || undefined}>
      {!isDrawn && <KindGlyph kind={assetKind({ name: identity.name, contentType })} />}
      {address !== null && (
        <img
          className="bin-picture"
          src={address}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          onLoad={() => setIsDrawn(true)}
          onError={() => setAddress(null)}
        />
      )}
    </span>
  )
}
