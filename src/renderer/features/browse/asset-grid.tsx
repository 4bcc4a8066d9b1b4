import { useCallback, useEffect, useRef, type MouseEvent } from 'react'
import type { AssetKey } from '../../../shared/asset'
import { t } from '../../lib/intl'
import { useFixedRows } from '../../lib/use-fixed-rows'
import { AssetHeader } from './asset-header'
import { columns, type Column, type Sort } from './asset-order'
import { AssetRow } from './asset-row'
import { extendTo, moveActive, positionOf, selectOnly, toggleAt } from './selection'
import type { Selection } from './selection'
import { HEADER_HEIGHT, ROW_HEIGHT, useGridKeys, type GridTarget } from './use-grid-keys'
import './asset-grid.css'

interface AssetGridProps extends GridTarget {
  readonly selection: Selection
  readonly sort: Sort
  readonly isBusy: boolean
  readonly isProtected: (key: AssetKey) => boolean
  readonly onSort: (column: Column) => void
  readonly onMenu: () => void
}

function rowId(index: number): string {
  return `asset-row-${index}`
}

export function AssetGrid(props: AssetGridProps) {
  const { view, selection, sort, gridRef, onSelect, onMenu } = props
  const active = positionOf(view, selection.active)
  const rows = useFixedRows({
    count: view.length,
    scrollRef: gridRef,
    rowHeight: ROW_HEIGHT,
    above: HEADER_HEIGHT,
    // Named by aria-activedescendant, so it stays in the document wherever the list is.
    keep: active,
  })
  const activeKey = useRef(selection.active)
  const pressKey = useGridKeys(props, active)

  // The list follows the keyboard, and nothing else: a refresh or a sort leaves the scroll position alone.
  useEffect(() => {
    if (activeKey.current === selection.active) return
    activeKey.current = selection.active
    if (active !== -1) rows.scrollToIndex(active, { align: 'auto' })
  }, [active, rows, selection.active])

  const pressRow = useCallback(
    (index: number, event: MouseEvent) => {
      if (event.button !== 0) return
      const adds = event.ctrlKey || event.metaKey
      if (event.shiftKey) onSelect((now, rowsNow) => extendTo(now, rowsNow, { index, adds }))
      else if (adds) onSelect((now, rowsNow) => toggleAt(now, rowsNow, index))
      else onSelect((now, rowsNow) => selectOnly(now, rowsNow, index))
    },
    [onSelect],
  )

  const openMenu = useCallback(
    (index: number, event: MouseEvent) => {
      event.preventDefault()
      onSelect((now, rowsNow) => {
        const isSelected = now.keys.has(rowsNow[index]?.key ?? '')
        return isSelected ? moveActive(now, rowsNow, index) : selectOnly(now, rowsNow, index)
      })
      onMenu()
    },
    [onSelect, onMenu],
  )

  return (
    <div
      ref={gridRef}
      role="grid"
      className="asset-grid scrolls"
      tabIndex={0}
      aria-label={t('assets.grid')}
      aria-multiselectable
      aria-rowcount={view.length + 1}
      aria-colcount={columns.length}
      aria-busy={props.isBusy}
      aria-activedescendant={active === -1 ? undefined : rowId(active)}
      onKeyDown={pressKey}
    >
      <AssetHeader sort={sort} onSort={props.onSort} />
      <div role="rowgroup" className="asset-body" style={{ height: `${rows.getTotalSize()}px` }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const asset = view[index]
          if (asset === undefined) return null
          return (
            <AssetRow
              key={asset.key}
              id={rowId(index)}
              asset={asset}
              index={index}
              top={start - HEADER_HEIGHT}
              isProtected={props.isProtected(asset.key)}
              isSelected={selection.keys.has(asset.key)}
              isActive={index === active}
              onPress={pressRow}
              onMenu={openMenu}
            />
          )
        })}
      </div>
    </div>
  )
}
