import { useCallback, useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react'
import { useStore } from 'zustand/react'
import { gridAction, type GridAction } from '../../lib/grid-keys'
import { t } from '../../lib/intl'
import { useFixedRows } from '../../lib/use-fixed-rows'
import { BinRow } from './bin-row'
import { choose, chooseAll, nothingSelected, rowOf, type Choice } from './bin-selection'
import type { BinStore } from './bin-store'

const ROW_HEIGHT = 34
const HEADER_HEIGHT = 30

const COLUMNS = ['name', 'place', 'kept', 'account', 'size', 'expires'] as const

function rowId(index: number): string {
  return `bin-row-${index}`
}

function Header() {
  return (
    <div role="rowgroup" className="bin-head">
      <div role="row" aria-rowindex={1} className="bin-columns">
        {COLUMNS.map((column, index) => (
          <div
            key={column}
            role="columnheader"
            aria-colindex={index + 1}
            className="bin-th"
            data-column={column}
          >
            {t(`bin.column.${column}`)}
          </div>
        ))}
      </div>
    </div>
  )
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

/** The copies, newest first: the same keys and roles as the list of assets. */
export function BinGrid({ store }: { readonly store: BinStore }) {
  const { rows, selection } = useStore(store)
  const gridRef = useRef<HTMLDivElement>(null)
  const active = rowOf(rows, selection.active)
  const drawn = useFixedRows({
    count: rows.length,
    scrollRef: gridRef,
    rowHeight: ROW_HEIGHT,
    above: HEADER_HEIGHT,
    keep: active,
  })
  const activeId = useRef(selection.active)
  useEffect(() => {
    if (activeId.current === selection.active) return
    activeId.current = selection.active
    if (active !== -1) drawn.scrollToIndex(active, { align: 'auto' })
  }, [active, drawn, selection.active])

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

  function pressKey(event: KeyboardEvent) {
    const height = (gridRef.current?.clientHeight ?? 0) - HEADER_HEIGHT
    const page = Math.max(1, Math.floor(height / ROW_HEIGHT) - 1)
    const action = gridAction(event, { active, count: rows.length, page })
    if (action === null) return
    event.preventDefault()
    act(store, action, active)
  }

  return (
    <div
      ref={gridRef}
      role="grid"
      className="bin-grid scrolls"
      tabIndex={0}
      aria-label={t('bin.title')}
      aria-multiselectable
      aria-rowcount={rows.length + 1}
      aria-colcount={COLUMNS.length}
      aria-activedescendant={active === -1 ? undefined : rowId(active)}
      onKeyDown={pressKey}
    >
      <Header />
      <div role="rowgroup" className="bin-body" style={{ height: `${drawn.getTotalSize()}px` }}>
        {drawn.getVirtualItems().map(({ index, start }) => {
          const copy = rows[index]
          if (copy === undefined) return null
          return (
            <BinRow
              key={copy.id}
              id={rowId(index)}
              copy={copy}
              index={index}
              top={start - HEADER_HEIGHT}
              isSelected={selection.ids.has(copy.id)}
              isActive={index === active}
              previewOf={store.previewOf}
              onPress={pressRow}
            />
          )
        })}
      </div>
    </div>
  )
}
