import { useCallback, useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react'
import { useStore } from 'zustand/react'
import { GridFrame } from '../../components/grid-frame'
import { GridHead } from '../../components/grid-head'
import { gridAction, type GridAction } from '../../lib/grid-keys'
import { useContextMenu } from '../../lib/context-menu'
import { t } from '../../lib/intl'
import { useGridRows } from '../../lib/use-grid-rows'
import { BinRow } from './bin-row'
import { choose, chooseAll, nothingSelected, rowOf, type Choice } from './bin-selection'
import { binMenu, runBinChoice } from './bin-ways'
import type { BinStore } from './bin-store'

const COLUMNS = ['name', 'place', 'kept', 'account', 'size', 'expires'] as const

function rowId(index: number): string {
  return `bin-row-${index}`
}

function act(store: BinStore, action: GridAction, active: number): void {
  const pick = (index: number, how: Choice) => store.select((now, all) => choose(now, all, { index, how }))
  switch (action.kind) {
    case 'move':
      pick(action.to, action.how === 'select' ? 'only' : action.how)
      return
    case 'toggle':
      pick(active, 'toggle')
      return
    case 'select':
      pick(active, 'only')
      return
    case 'select-all':
      store.select(chooseAll)
      return
    case 'clear':
      store.select((now) => ({ ...nothingSelected, active: now.active }))
      return
    case 'delete':
      store.askPurge()
      return
    case 'type':
      // Found by the search above the list, not by its first letters.
      return
  }
}

interface BinGridProps {
  readonly store: BinStore
  readonly isConnected: boolean
}

/** The copies, newest first: the same keys and roles as the list of assets. */
export function BinGrid({ store, isConnected }: BinGridProps) {
  const open = useContextMenu()
  const { rows, selection } = useStore(store)
  const active = rowOf(rows, selection.active)
  const { gridRef, height, items, page, reveal } = useGridRows({ count: rows.length, active })
  const activeId = useRef(selection.active)
  useEffect(() => {
    if (activeId.current === selection.active) return
    activeId.current = selection.active
    if (active !== -1) reveal(active)
  }, [active, reveal, selection.active])

  const pick = useCallback(
    (index: number, how: Choice) => store.select((now, all) => choose(now, all, { index, how })),
    [store],
  )
  const pressRow = useCallback(
    (index: number, event: MouseEvent) => {
      if (event.button !== 0) return
      const adds = event.ctrlKey || event.metaKey
      if (event.shiftKey) pick(index, adds ? 'extend-adding' : 'extend')
      else pick(index, adds ? 'toggle' : 'only')
    },
    [pick],
  )

  const openMenu = useCallback(
    (event: MouseEvent) => {
      void open(event, binMenu(store.getState(), isConnected)).then((choice) => runBinChoice(store, choice))
    },
    [open, store, isConnected],
  )

  /** A row that is not selected is what the menu is about. */
  const openRowMenu = useCallback(
    (index: number, event: MouseEvent) => {
      const { rows: now, selection: chosen } = store.getState()
      const copy = now[index]
      if (copy !== undefined && !chosen.ids.has(copy.id)) pick(index, 'only')
      openMenu(event)
    },
    [openMenu, pick, store],
  )

  function pressKey(event: KeyboardEvent) {
    const action = gridAction(event, { active, count: rows.length, page: page() })
    if (action === null) return
    event.preventDefault()
    act(store, action, active)
  }

  return (
    <GridFrame
      label={t('screen.recycle-bin')}
      gridRef={gridRef}
      className="bin-grid"
      rowCount={rows.length + 1}
      columnCount={COLUMNS.length}
      activeId={active === -1 ? undefined : rowId(active)}
      isMultiselectable
      height={height}
      onKeyDown={pressKey}
      onMenuKey={openMenu}
      head={<GridHead columns={COLUMNS} labelOf={(column) => t(`field.${column}`)} className="bin-columns" />}
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
            isSelected={selection.ids.has(copy.id)}
            isActive={index === active}
            previewOf={store.previewOf}
            onPress={pressRow}
            onMenu={openRowMenu}
          />
        )
      })}
    </GridFrame>
  )
}
