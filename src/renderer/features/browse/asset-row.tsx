import { Lock } from 'lucide-react'
import { memo, type MouseEvent } from 'react'
import type { Asset } from '../../../shared/asset'
import { FileName } from '../../components/file-name'
import { KindGlyph } from '../../components/kind-glyph'
import { ShownText } from '../../components/shown-text'
import { assetKind } from '../../lib/asset-kind'
import { folderText } from '../../lib/folder-text'
import { formatDay, formatSize, languageCode } from '../../lib/format'
import { t } from '../../lib/intl'
import { visibleText } from '../../lib/visible-text'
import { rowName } from '../../lib/row-name'

export interface AssetRowProps {
  readonly id: string
  readonly asset: Asset
  readonly index: number
  readonly top: number
  readonly isProtected: boolean
  readonly isSelected: boolean
  readonly isActive: boolean
  readonly onPress: (index: number, event: MouseEvent) => void
  readonly onMenu: (index: number, event: MouseEvent) => void
}

/** Position of the first asset row in `aria-rowindex`: the header is row 1. */
const FIRST_ROW = 2

export const AssetRow = memo(function AssetRow(props: AssetRowProps) {
  const { asset, index } = props
  const folder = folderText(asset.relativePath)
  const kind = assetKind(asset)
  return (
    <div
      id={props.id}
      role="row"
      aria-label={rowName(asset)}
      aria-description={props.isProtected ? t('protected.description') : undefined}
      aria-rowindex={index + FIRST_ROW}
      aria-selected={props.isSelected}
      data-active={props.isActive || undefined}
      className="asset-columns asset-row"
      style={{ transform: `translateY(${props.top}px)` }}
      onMouseDown={(event) => props.onPress(index, event)}
      onContextMenu={(event) => props.onMenu(index, event)}
    >
      <div
        role="gridcell"
        aria-colindex={1}
        className="asset-cell asset-cell-name"
        title={visibleText(asset.name)}
      >
        <KindGlyph kind={kind} />
        <FileName name={asset.name} />
        {props.isProtected && (
          <span className="asset-lock" title={t('protected.description')}>
            <Lock aria-hidden />
          </span>
        )}
      </div>
      <div
        role="gridcell"
        aria-colindex={2}
        className="asset-cell"
        data-column="folder"
        title={visibleText(folder)}
      >
        {folder === '' ? <span className="asset-none">–</span> : <ShownText text={folder} />}
      </div>
      <div role="gridcell" aria-colindex={3} className="asset-cell" data-column="language">
        <ShownText text={languageCode(asset.locale)} />
      </div>
      <div role="gridcell" aria-colindex={4} className="asset-cell" data-column="segment">
        {asset.segmentId}
      </div>
      <div role="gridcell" aria-colindex={5} className="asset-cell" data-column="size">
        {formatSize(asset.size)}
      </div>
      <div role="gridcell" aria-colindex={6} className="asset-cell" data-column="kind">
        {t(`kind.${kind}`)}
      </div>
      <div role="gridcell" aria-colindex={7} className="asset-cell" data-column="modified">
        {formatDay(asset.modifiedDate)}
      </div>
    </div>
  )
})
