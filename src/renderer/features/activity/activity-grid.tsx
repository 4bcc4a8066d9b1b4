import { useCallback, useEffect, useRef, type KeyboardEvent } from 'react'
import { useStore } from 'zustand/react'
import { gridAction } from '../../lib/grid-keys'
import { t } from '../../lib/intl'
import { useFixedRows } from '../../lib/use-fixed-rows'
import { ActivityRow } from './activity-row'
import { rowAt } from './activity-state'
import type { ActivityStore } from './activity-store'

const ROW_HEIGHT = 34
const HEADER_HEIGHT = 30
const NONE = -1

const columns = ['when', 'act', 'file', 'segment', 'language', 'account', 'server', 'result'] as const

function rowId(index: number): string {
  return `activity-row-${index}`
}

function Header() {
  return (
    <div role="rowgroup" className="activity-head">
      <div role="row" aria-rowindex={1} className="activity-columns">
        {columns.map((column) => (
          <div key={column} role="columnheader" className="activity-th" data-column={column}>
            {t(`activity.column.${column}`)}
          </div>
        ))}
      </div>
    </div>
  )
}

/** All entries that match, newest first; only those in view are in the document, and only their pages are asked for. */
export function ActivityGrid({ store }: { readonly store: ActivityStore }) {
  const state = useStore(store)
  const gridRef = useRef<HTMLDivElement>(null)
  const count = state.facts?.matching ?? 0
  const active = state.active?.index ?? NONE
  const rows = useFixedRows({
    ...{ count, scrollRef: gridRef, rowHeight: ROW_HEIGHT, above: HEADER_HEIGHT, keep: active },
  })
  const items = rows.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => store.look(first, last), [store, first, last])

  function pressKey(event: KeyboardEvent) {
    const height = (gridRef.current?.clientHeight ?? 0) - HEADER_HEIGHT
    const page = Math.max(1, Math.floor(height / ROW_HEIGHT) - 1)
    const action = gridAction(event, { active, count, page })
    if (action?.kind !== 'move' && action?.kind !== 'clear') return
    event.preventDefault()
    store.activate(action.kind === 'move' ? action.to : null)
    if (action.kind === 'move') rows.scrollToIndex(action.to, { align: 'auto' })
  }

  const press = useCallback((index: number) => store.activate(index), [store])
  const showReceipt = useCallback((jobId: string) => void store.showReceipt(jobId), [store])

  return (
    <div
      ref={gridRef}
      role="grid"
      className="activity-grid scrolls"
      tabIndex={0}
      aria-label={t('activity.title')}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-activedescendant={active === NONE ? undefined : rowId(active)}
      onKeyDown={pressKey}
    >
      <Header />
      <div role="rowgroup" className="activity-body" style={{ height: `${rows.getTotalSize()}px` }}>
        {items.map(({ index, start }) => (
          <ActivityRow
            key={index}
            id={rowId(index)}
            index={index}
            top={start - HEADER_HEIGHT}
            entry={rowAt(state, index)}
            isActive={index === active}
            onPress={press}
            onReceipt={showReceipt}
          />
        ))}
      </div>
    </div>
  )
}
