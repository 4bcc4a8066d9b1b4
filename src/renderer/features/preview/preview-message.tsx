import type { ReactNode } from 'react'
import { KindGlyph } from '../../components/kind-glyph'
import { assetKind } from '../../lib/asset-kind'

interface PreviewMessageProps {
  /** The file whose icon is shown above the message. */
  readonly asset?: { readonly name: string; readonly contentType: string }
  readonly children?: ReactNode
}

/** Shown instead of a preview: why there is none, and what can be done. */
export function PreviewMessage({ asset, children }: PreviewMessageProps) {
  return (
    <div className="preview-message">
      {asset !== undefined && <KindGlyph kind={assetKind(asset)} size="large" />}
      {children}
    </div>
  )
}
