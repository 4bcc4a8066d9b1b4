import { useCallback, useContext, useEffect, useRef, useSyncExternalStore } from 'react'
import type { Asset } from '../../shared/asset'
import { assetKind } from '../lib/asset-kind'
import { KindGlyph } from './kind-glyph'
import { ThumbnailBoardContext, type ThumbnailBoard } from './thumbnail-board'
import './thumbnail.css'

interface ThumbnailProps {
  readonly asset: Asset
  readonly size?: 'small' | 'large'
}

/** The small picture of a file, where there is one; else the sign of its kind. Says nothing to screen readers: the name stands beside it. */
export function Thumbnail({ asset, size = 'small' }: ThumbnailProps) {
  const board = useContext(ThumbnailBoardContext)
  const kind = assetKind(asset)
  if (board === null || kind !== 'image') return <KindGlyph kind={kind} size={size} />
  return <Picture board={board} asset={asset} size={size} />
}

function Picture({ board, asset, size }: Required<ThumbnailProps> & { readonly board: ThumbnailBoard }) {
  const placeRef = useRef<HTMLSpanElement>(null)
  const subscribe = useCallback((listener: () => void) => board.subscribe(asset, listener), [board, asset])
  const address = useSyncExternalStore(subscribe, () => board.addressOf(asset))
  useEffect(() => {
    const place = placeRef.current
    return place === null ? undefined : board.show(place, asset)
  }, [board, asset])
  return (
    <span ref={placeRef} aria-hidden className={`thumbnail thumbnail-${size}`}>
      {address === null ? (
        <KindGlyph kind="image" size={size} />
      ) : (
        <img src={address} alt="" draggable={false} decoding="async" onError={() => board.lose(asset)} />
      )}
    </span>
  )
}
