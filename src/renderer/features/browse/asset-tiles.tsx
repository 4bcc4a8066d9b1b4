import { memo, type ReactNode } from 'react'
import { UntrustedText } from '../../components/untrusted-text'
import { Thumbnail } from '../../components/thumbnail'
import { assetKind } from '../../lib/asset-kind'
import { formatSize, languageCode } from '../../lib/format'
import { visibleText } from '../../lib/visible-text'
import { AssetLock } from './asset-lock'
import { AssetMark } from './asset-mark'
import { marksOfAsset } from './search'
import { itemAttributes, type AssetItemProps } from './asset-row'

interface AssetTileProps extends AssetItemProps {
  /** 1-based. */
  readonly column: number
}

export const AssetTile = memo(function AssetTile(props: AssetTileProps) {
  const { asset } = props
  return (
    <div
      {...itemAttributes(props)}
      role="gridcell"
      aria-colindex={props.column}
      className="asset-tile"
      title={visibleText(asset.name)}
    >
      <span className="asset-tile-picture" data-kind={assetKind(asset)}>
        <Thumbnail asset={asset} size="large" />
        <AssetMark mark={props.mark} />
        <AssetLock isProtected={props.isProtected} />
      </span>
      <span className="asset-tile-name">
        <UntrustedText
          text={asset.name}
          marks={marksOfAsset(asset, props.needle).name}
          className="untrusted-text-wrap"
        />
      </span>
      <span className="asset-tile-facts">
        <UntrustedText text={languageCode(asset.locale)} />
        <span>{formatSize(asset.size)}</span>
      </span>
    </div>
  )
})

interface TileLineProps {
  readonly rowIndex: number
  /** Distance from the first line in pixels. */
  readonly top: number
  readonly perLine: number
  readonly children: ReactNode
}

/** A row of tiles. */
export function TileLine({ rowIndex, top, perLine, children }: TileLineProps) {
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      className="asset-tile-line"
      style={{ transform: `translateY(${top}px)`, gridTemplateColumns: `repeat(${perLine}, minmax(0, 1fr))` }}
    >
      {children}
    </div>
  )
}
