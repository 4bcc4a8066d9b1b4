import type { ReactNode } from 'react'
import { KindGlyph } from '../../components/kind-glyph'
import { assetKind } from '../../lib/asset-kind'

interface ToldProps {
  /** Its glyph stands above the words. */
  readonly asset?: { readonly name: string; readonly contentType: string }
  readonly children?: ReactNode
}

/** In the place of a preview: why there is none, and what can be done. */
export function Told({ asset, children }: ToldProps) {
  return (
    <div className="preview-told">
      {asset !== undefined && <KindGlyph kind={assetKind(asset)} size="large" />}
      {children}
    </div>
  )
}
