import { useCallback, useEffect, type KeyboardEvent, type MouseEvent } from 'react'
import { useStore } from 'zustand/react'
import { GridFrame } from '../../components/grid-frame'
import { GridHeader } from '../../components/grid-header'
import { gridAction } from '../../lib/grid-keys'
import { useContextMenu } from '../../lib/context-menu'
import { t } from '../../lib/intl'
import { useGridRows } from '../../lib/use-grid-rows'
import { ActivityRow } from './activity-row'
import { rowAt } from './activity-state'
import type { ActivityStore } from './activity-store'

const none = -1

const columns = ['when', 'act', 'file', 'segment', 'language', 'account', 'server', 'result'] as const

function rowId(index: number): string {
  return `activity-row-${index}`
}

/** The matching entries, newest first. Only visible rows are rendered, and only their pages are loaded. */
export function ActivityGrid({ store }: { readonly store: ActivityStore }) {
  const state = useStore(store)
  const open = useContextMenu()
  const count = state.facts?.matching ?? 0
  const active = state.active?.index ?? none
  const { gridRef, height, items, page, reveal } = useGridRows({ count, active })
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => store.loadRange(first, last), [store, first, last])

  function pressKey(event: KeyboardEvent) {
    const action = gridAction(event, { active, count, page: page() })
    if (action?.kind !== 'move' && action?.kind !== 'clear') return
    event.preventDefault()
    store.activate(action.kind === 'move' ? action.to : null)
    if (action.kind === 'move') reveal(action.to)
  }

  /** Opens the menu of the row under the pointer, or of the active row. */
  const openMenu = useCallback(
    (index: number, event: MouseEvent) => {
      const entry = rowAt(store.getState(), index)
      if (entry === undefined) return
      const { jobId: runId } = entry
      store.activate(index)
      void open(event, [{ choice: 'show-receipt', isEnabled: runId !== null }]).then((choice) => {
        if (choice === 'show-receipt' && runId !== null) void store.showReceipt(runId)
      })
    },
    [open, store],
  )

  const press = useCallback((index: number) => store.activate(index), [store])
  const showReceipt = useCallback((runId: string) => void store.showReceipt(runId), [store])

  return (
    <GridFrame
      label={t('screen.activity')}
      gridRef={gridRef}
      className="activity-grid"
      rowCount={count + 1}
      columnCount={columns.length}
      activeId={active === none ? undefined : rowId(active)}
      height={height}
      onKeyDown={pressKey}
      onMenuKey={(event) => openMenu(active, event)}
      header={
        <GridHeader
          columns={columns}
          labelOf={(column) => t(`field.${column}`)}
          className="activity-columns"
        />
      }
    >
      {items.map(({ index, top }) => (
        <ActivityRow
          key={index}
          id={rowId(index)}
          index={index}
          top={top}
          entry={rowAt(state, index)}
          isActive={index === active}
          onPress={press}
          onReceipt={showReceipt}
          onMenu={openMenu}
        />
      ))}
    </GridFrame>
  )
}
