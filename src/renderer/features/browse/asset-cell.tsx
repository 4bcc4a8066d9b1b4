import type { Asset } from '../../../shared/asset'
import type { Column } from '../../../shared/view-preferences'
import { UntrustedText } from '../../components/untrusted-text'
import { assetKind } from '../../lib/asset-kind'
import { folderText } from '../../../shared/order/folder-text'
import { formatDate, formatSize, languageCode } from '../../lib/format'
import { t } from '../../lib/intl'
import type { TextRange } from '../../lib/search-marks'
import { visibleText } from '../../lib/visible-text'

type PlainColumn = Exclude<Column, 'name'>

interface AssetCellProps {
  readonly asset: Asset
  readonly column: PlainColumn
  /** 1-based. */
  readonly columnIndex: number
  /** The parts of the folder that match a search. */
  readonly folderMarks: readonly TextRange[]
}

function Content({ asset, column, folderMarks }: Omit<AssetCellProps, 'columnIndex'>) {
  switch (column) {
    case 'folder': {
      const folder = folderText(asset.relativePath)
      if (folder === '') return <span className="grid-none">–</span>
      return <UntrustedText text={folder} marks={folderMarks} />
    }
    case 'language':
      return <UntrustedText text={languageCode(asset.locale)} />
    case 'segment':
      return asset.segmentId
    case 'size':
      return formatSize(asset.size)
    case 'kind':
      return t(`kind.${assetKind(asset)}`)
    case 'modified':
      return formatDate(asset.modifiedDate)
    case 'created':
      return formatDate(asset.createdDate)
    case 'type':
      return asset.contentType === '' ? (
        <span className="grid-none">–</span>
      ) : (
        <UntrustedText text={asset.contentType} />
      )
  }
}

/** Tooltip for columns that may be too narrow for their content. */
function titleOf(asset: Asset, column: PlainColumn): string | undefined {
  if (column === 'folder') return visibleText(folderText(asset.relativePath))
  return column === 'type' ? visibleText(asset.contentType) : undefined
}

/** One cell of a file's row. */
export function AssetCell({ asset, column, columnIndex, folderMarks }: AssetCellProps) {
  return (
    <div
      role="gridcell"
      aria-colindex={columnIndex}
      className="grid-cell"
      data-column={column}
      title={titleOf(asset, column)}
    >
      <Content asset={asset} column={column} folderMarks={folderMarks} />
    </div>
  )
}
