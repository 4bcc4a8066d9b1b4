import { useCallback, useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react'
import { useStore } from 'zustand/react'
import { GridFrame } from '../../components/grid-frame'
import { GridHeader } from '../../components/grid-header'
import { gridAction, type GridAction } from '../../lib/grid-keys'
import { foldText } from '../../../shared/order/fold-text'
import { useContextMenu } from '../../lib/context-menu'
import { t } from '../../lib/intl'
import { noRows } from '../../lib/row-selection'
import { useGridRows } from '../../lib/use-grid-rows'
import { BinRow } from './bin-row'
import { chooseAllRows, chooseRow, indexOfCopy, type RowChoice } from './bin-selection'
import { binMenuItems, runBinAction } from './bin-actions'
import type { BinStore } from './bin-store'

const binColumns = ['name', 'place', 'kept', 'account', 'size', 'expires'] as const

function rowId(index: number): string {
  return `bin-row-${index}`
}

function runAction(store: BinStore, action: GridAction, active: number): void {
  const chooseAt = (index: number, how: RowChoice) =>
    store.select((now, all) => chooseRow(now, all, { index, how }))
  switch (action.kind) {
    case 'move':
      chooseAt(action.to, action.how === 'select' ? 'only' : action.how)
      return
    case 'toggle':
      chooseAt(active, 'toggle')
      return
    case 'select':
      chooseAt(active, 'only')
      return
    case 'select-all':
      store.select(chooseAllRows)
      return
    case 'clear':
      store.select((now) => ({ ...noRows, active: now.active }))
      return
    case 'delete':
      void store.purgeSelected()
      return
    case 'type':
      // No type-ahead: copies are found with the search box.
      return
  }
}

interface BinGridProps {
  readonly store: BinStore
  readonly isConnected: boolean
}

/** The copies, newest first, with the same keys and roles as the asset grid. */
export function BinGrid({ store, isConnected }: BinGridProps) {
  const open = useContextMenu()
  const { rows, selection, search } = useStore(store)
  const needle = foldText(search.trim())
  const active = indexOfCopy(rows, selection.active)
  const { gridRef, height, items, page, reveal } = useGridRows({ count: rows.length, active })
  const activeId = useRef(selection.active)
  useEffect(() => {
    if (activeId.current === selection.active) return
    activeId.current = selection.active
    if (active !== -1) reveal(active)
  }, [active, reveal, selection.active])

  const chooseAt = useCallback(
    (index: number, how: RowChoice) => store.select((now, all) => chooseRow(now, all, { index, how })),
    [store],
  )
  const pressRow = useCallback(
    (index: number, event: MouseEvent) => {
      if (event.button !== 0) return
      const adds = event.ctrlKey || event.metaKey
      if (event.shiftKey) chooseAt(index, adds ? 'extend-adding' : 'extend')
      else chooseAt(index, adds ? 'toggle' : 'only')
    },
    [chooseAt],
  )

  const openMenu = useCallback(
    (event: MouseEvent) => {
      void open(event, binMenuItems(store.getState(), isConnected)).then((choice) =>
        runBinAction(store, choice),
      )
    },
    [open, store, isConnected],
  )

  /** Opens the menu for the selection. A row outside the selection is selected first. */
  const openRowMenu = useCallback(
    (index: number, event: MouseEvent) => {
      const { rows: now, selection: chosen } = store.getState()
      const copy = now[index]
      if (copy !== undefined && !chosen.keys.has(copy.id)) chooseAt(index, 'only')
      openMenu(event)
    },
    [openMenu, chooseAt, store],
  )

  function pressKey(event: KeyboardEvent) {
    const action = gridAction(event, { active, count: rows.length, page: page() })
    if (action === null) return
    event.preventDefault()
    runAction(store, action, active)
  }

  return (
    <GridFrame
      label={t('screen.recycle-bin')}
      gridRef={gridRef}
      className="bin-grid"
      rowCount={rows.length + 1}
      columnCount={binColumns.length}
      activeId={active === -1 ? undefined : rowId(active)}
      isMultiselectable
      height={height}
      onKeyDown={pressKey}
      onMenuKey={openMenu}
      header={
        <GridHeader columns={binColumns} labelOf={(column) => t(`field.${column}`)} className="bin-columns" />
      }
    >
      {items.map(({ index, top }) => {
        const copy = rows[index]
        if (copy === undefined) return null
        return (
          <BinRow
            key={copy.id}
            id={rowId(index)}
            copy={copy}
            index={index}
            top={top}
            isSelected={selection.keys.has(copy.id)}
            isActive={index === active}
            needle={needle}
            loadPreview={store.loadPreview}
            onPress={pressRow}
            onMenu={openRowMenu}
          />
        )
      })}
    </GridFrame>
  )
}
