import { useCallback, useEffect, useMemo, useRef, type MouseEvent, type RefObject } from 'react'
import { useStore } from 'zustand/react'
import type { ColumnChoice } from '../../../shared/view-preferences'
import { GridFrame } from '../../components/grid-frame'
import { t } from '../../lib/intl'
import { useLineWindow } from '../../lib/use-line-window'
import { lineAtPixel, lineOfStop, topOf } from './arrangement'
import { columnStyle, moveColumn, shownColumns, widenColumn } from './asset-columns'
import { AssetHeader } from './asset-header'
import { AssetLine, lineIdOfStop } from './asset-line'
import type { BrowseStore } from './browse-store'
import type { Group } from './groups'
import { groupOfKey, positionOf, toggleGroup } from './selection'
import { headerHeight, useArrangement } from './use-arrangement'
import { stopOfKey, useGridKeys, type Copied } from './use-grid-keys'
import { useRowMouse } from './use-row-mouse'
import './asset-grid.css'

interface AssetGridProps {
  readonly store: BrowseStore
  readonly gridRef: RefObject<HTMLDivElement | null>
  readonly onDelete: () => void
  readonly onMenu: (event: MouseEvent) => void
  readonly onCopy: (what: Copied) => void
  readonly onPreview: () => void
}

function TableHead({
  store,
  shown,
}: {
  readonly store: BrowseStore
  readonly shown: readonly ColumnChoice[]
}) {
  const sort = useStore(store, (state) => state.sort)
  const { change } = store.columns
  return (
    <AssetHeader
      shown={shown}
      sort={sort}
      onSort={store.sortBy}
      onWiden={(column, width) => change((all) => widenColumn(all, column, width))}
      onMove={(column, target) => change((all) => moveColumn(all, column, target))}
    />
  )
}

interface DrawnLine {
  readonly key: string
  readonly line: number
}

/** Elements that leave at one end come back at the other: keys go round in steps of this. */
const ROUND = 16

/** Lines to draw: those in view, and the one where the keyboard is, which `aria-activedescendant` names. */
function linesToDraw(first: number, last: number, active: number): readonly DrawnLine[] {
  const count = Math.max(0, last - first + 1)
  const keys = Math.ceil(count / ROUND) * ROUND
  const lines = Array.from({ length: count }, (_, at) => ({
    key: String((first + at) % keys),
    line: first + at,
  }))
  if (active === -1 || (active >= first && active <= last)) return lines
  const kept = { key: 'active', line: active }
  return active < first ? [kept, ...lines] : [...lines, kept]
}

/** The files of a place, in rows or in tiles. */
export function AssetGrid(props: AssetGridProps) {
  const { store, gridRef, onDelete, onMenu, onCopy, onPreview } = props
  const state = useStore(store)
  const choices = useStore(store.columns, ({ columns }) => columns)
  const columns = useMemo(() => shownColumns(choices), [choices])
  const style = useMemo(() => columnStyle(choices), [choices])
  const { view, selection, look, closed } = state
  const arrangement = useArrangement(state, gridRef)
  const above = headerHeight(look)
  const active = stopOfKey(arrangement, {
    group: groupOfKey(selection.active),
    file: positionOf(view, selection.active),
  })
  const activeLine = active === -1 ? -1 : lineOfStop(arrangement, active)
  const { first, last, reveal } = useLineWindow({
    scrollRef: gridRef,
    above,
    lines: arrangement.lines,
    lineAt: (pixel) => lineAtPixel(arrangement, pixel),
  })
  const openGroup = useCallback(
    (group: Group) => store.openGroup(group, store.getState().closed.has(group.id)),
    [store],
  )
  const selectGroup = useCallback(
    (group: Group) => store.select((now, rows) => toggleGroup(now, rows, group)),
    [store],
  )
  const mouse = useRowMouse({ onSelect: store.select, onMenu, onPreview })
  const pressKey = useGridKeys({
    view,
    arrangement,
    active,
    page: () => {
      const room = (gridRef.current?.clientHeight ?? 0) - above
      return Math.max(1, Math.floor(room / arrangement.heights.files) - 1)
    },
    onSelect: store.select,
    onOpenGroup: store.openGroup,
    onOpenAllGroups: store.openAllGroups,
    isOpen: (group) => !closed.has(group.id),
    onDelete,
    onCopy,
    onPreview,
  })

  // The list follows the keyboard, and nothing else: a refresh or a sort leaves the scroll position alone.
  const followed = useRef({ active: selection.active, look })
  useEffect(() => {
    const before = followed.current
    followed.current = { active: selection.active, look }
    if (before.active === selection.active && before.look === look) return
    if (activeLine !== -1) reveal(topOf(arrangement, activeLine), arrangement.heights.files)
  }, [activeLine, arrangement, look, reveal, selection.active])

  return (
    <GridFrame
      label={t('screen.assets')}
      gridRef={gridRef}
      className={choices === null ? 'asset-grid asset-grid-usual' : 'asset-grid'}
      rowCount={arrangement.lines + (look === 'table' ? 1 : 0)}
      columnCount={look === 'table' ? columns.length : arrangement.perLine}
      activeId={active === -1 ? undefined : lineIdOfStop(active)}
      isMultiselectable
      isBusy={state.sweep !== null}
      height={arrangement.height}
      {...(look === 'table' && style !== undefined && { style })}
      onKeyDown={pressKey}
      onClick={mouse.click}
      onMenuKey={onMenu}
      head={look === 'table' && <TableHead store={store} shown={columns} />}
    >
      {linesToDraw(first, last, activeLine).map(({ key, line }) => (
        <AssetLine
          key={key}
          line={line}
          state={state}
          arrangement={arrangement}
          columns={columns}
          active={active}
          onOpenGroup={openGroup}
          onSelectGroup={selectGroup}
          onPress={mouse.press}
          onMenu={mouse.openMenu}
          onOpen={mouse.open}
        />
      ))}
    </GridFrame>
  )
}
