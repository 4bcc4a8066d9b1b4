import { useCallback, useContext, useEffect, useRef, useSyncExternalStore } from 'react'
import type { Asset } from '../../shared/asset'
import { assetKind } from '../lib/asset-kind'
import { KindGlyph } from './kind-glyph'
import { ThumbnailRegistryContext, type ThumbnailRegistry } from './thumbnail-registry'
import './thumbnail.css'

interface ThumbnailProps {
  readonly asset: Asset
  readonly size?: 'small' | 'large'
}

/** A file's thumbnail, or the icon of its kind. Hidden from screen readers, because the name is beside it. */
export function Thumbnail({ asset, size = 'small' }: ThumbnailProps) {
  const registry = useContext(ThumbnailRegistryContext)
  const kind = assetKind(asset)
  if (registry === null || kind !== 'image') return <KindGlyph kind={kind} size={size} />
  return <Picture registry={registry} asset={asset} size={size} />
}

function Picture({
  registry,
  asset,
  size,
}: Required<ThumbnailProps> & { readonly registry: ThumbnailRegistry }) {
  const elementRef = useRef<HTMLSpanElement>(null)
  const subscribe = useCallback(
    (listener: () => void) => registry.subscribe(asset, listener),
    [registry, asset],
  )
  const url = useSyncExternalStore(subscribe, () => registry.urlOf(asset))
  useEffect(() => {
    const element = elementRef.current
    return element === null ? undefined : registry.observe(element, asset)
  }, [registry, asset])
  return (
    <span ref={elementRef} aria-hidden className={`thumbnail thumbnail-${size}`}>
      {url === null ? (
        <KindGlyph kind="image" size={size} />
      ) : (
        <img src={url} alt="" draggable={false} decoding="async" onError={() => registry.markBroken(asset)} />
      )}
    </span>
  )
}
