import { memo, type MouseEvent } from 'react'
import type { Asset } from '../../../shared/asset'
import type { ColumnChoice } from '../../../shared/view-preferences'
import { FileName } from '../../components/file-name'
import { Thumbnail } from '../../components/thumbnail'
import { t } from '../../lib/intl'
import { assetRowName } from '../../lib/asset-row-name'
import { visibleText } from '../../lib/visible-text'
import { AssetCell } from './asset-cell'
import { AssetLock } from './asset-lock'
import { AssetMark, type ItemMark } from './asset-mark'
import { marksOfAsset } from './search'

/** Props shared by table rows and tiles. */
export interface AssetItemProps {
  readonly id: string
  readonly asset: Asset
  /** Index in the view. */
  readonly index: number
  readonly isSelected: boolean
  readonly isActive: boolean
  /** Locked on this computer. */
  readonly isProtected: boolean
  readonly mark: ItemMark | null
  /** The folded search, or null. */
  readonly needle: string | null
  readonly onPress: (index: number, event: MouseEvent) => void
  readonly onMenu: (index: number, event: MouseEvent) => void
  readonly onOpen: (event: MouseEvent) => void
}

function describeItem({ isProtected, mark }: Omit<AssetItemProps, 'asset' | 'index'>): string | undefined {
  const facts = [
    ...(isProtected ? [t('protected.description')] : []),
    ...(mark === 'look-alike' ? [t('lookAlike.description')] : []),
  ]
  return facts.length === 0 ? undefined : facts.join(' ')
}

/** Attributes of the element of a file, in both view modes: accessible name, state, and mouse handlers. */
export function itemAttributes({ asset, index, ...props }: AssetItemProps) {
  return {
    id: props.id,
    'aria-label': assetRowName(asset),
    'aria-description': describeItem(props),
    'aria-selected': props.isSelected,
    'data-active': props.isActive || undefined,
    // Identifies the file for clicks, drags and drops.
    'data-index': index,
    draggable: true,
    onMouseDown: (event: MouseEvent) => props.onPress(index, event),
    onDoubleClick: props.onOpen,
    onContextMenu: (event: MouseEvent) => props.onMenu(index, event),
  }
}

interface AssetRowProps extends AssetItemProps {
  readonly columns: readonly ColumnChoice[]
  readonly rowIndex: number
  /** Distance from the first line in pixels. */
  readonly top: number
}

export const AssetRow = memo(function AssetRow(props: AssetRowProps) {
  const { asset, columns, needle } = props
  const marks = marksOfAsset(asset, needle)
  return (
    <div
      {...itemAttributes(props)}
      role="row"
      aria-rowindex={props.rowIndex}
      className="grid-columns grid-row asset-columns"
      style={{ transform: `translateY(${props.top}px)` }}
    >
      {columns.map(({ column }, index) =>
        column === 'name' ? (
          <div
            key={column}
            role="gridcell"
            aria-colindex={index + 1}
            className="grid-cell grid-cell-name"
            data-column={column}
            title={visibleText(asset.name)}
          >
            <Thumbnail asset={asset} />
            <FileName name={asset.name} marks={marks.name} />
            <AssetLock isProtected={props.isProtected} />
            <AssetMark mark={props.mark} />
          </div>
        ) : (
          <AssetCell
            key={column}
            asset={asset}
            column={column}
            columnIndex={index + 1}
            folderMarks={marks.folder}
          />
        ),
      )}
    </div>
  )
})
