import { useCallback, useEffect, useMemo, useRef, type MouseEvent, type RefObject } from 'react'
import { useStore } from 'zustand/react'
import type { ColumnChoice } from '../../../shared/view-preferences'
import { GridFrame } from '../../components/grid-frame'
import { t } from '../../lib/intl'
import { findLookAlikes } from '../../lib/look-alikes'
import { useLineWindow } from '../../lib/use-line-window'
import { lineAtPixel, lineOfFocusIndex, topOfLine } from './arrangement'
import { columnStyle, moveColumn, shownColumns, widenColumn } from './asset-columns'
import { AssetHeader } from './asset-header'
import { AssetLine, elementIdOf } from './asset-line'
import type { BrowseStore } from './browse-store'
import type { Group } from './groups'
import { groupOfKey, positionOf, toggleGroup } from './selection'
import { headerHeight, useArrangement } from './use-arrangement'
import { focusIndexOfKey, useGridKeys, type CopyFormat } from './use-grid-keys'
import { useRowMouse } from './use-row-mouse'
import './asset-grid.css'

interface AssetGridProps {
  readonly store: BrowseStore
  readonly gridRef: RefObject<HTMLDivElement | null>
  readonly onDelete: () => void
  readonly onMenu: (event: MouseEvent) => void
  readonly onCopy: (what: CopyFormat) => void
  readonly onPreview: () => void
}

function TableHeader({
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
      onWiden={(column, width) => change((columns) => widenColumn(columns, column, width))}
      onMove={(column, target) => change((columns) => moveColumn(columns, column, target))}
    />
  )
}

interface RenderedLine {
  readonly key: string
  readonly line: number
}

/** React keys are reused in cycles of a multiple of this, so that elements are recycled while scrolling. */
const keyCycle = 16

/** The visible lines, and the active one, which `aria-activedescendant` refers to. */
function linesToRender(first: number, last: number, active: number): readonly RenderedLine[] {
  const count = Math.max(0, last - first + 1)
  const keys = Math.ceil(count / keyCycle) * keyCycle
  const lines = Array.from({ length: count }, (_, offset) => ({
    key: String((first + offset) % keys),
    line: first + offset,
  }))
  if (active === -1 || (active >= first && active <= last)) return lines
  const activeLine = { key: 'active', line: active }
  return active < first ? [activeLine, ...lines] : [...lines, activeLine]
}

/** The files of a place, as table rows or as tiles. */
export function AssetGrid(props: AssetGridProps) {
  const { store, gridRef, onDelete, onMenu, onCopy, onPreview } = props
  const state = useStore(store)
  const choices = useStore(store.columns, ({ columns }) => columns)
  const columns = useMemo(() => shownColumns(choices), [choices])
  const style = useMemo(() => columnStyle(choices), [choices])
  const { view, selection, viewMode, closed } = state
  const arrangement = useArrangement(state, gridRef)
  const lookAlikes = useMemo(() => findLookAlikes(view.map(({ name }) => name)), [view])
  const above = headerHeight(viewMode)
  const active = focusIndexOfKey(arrangement, {
    group: groupOfKey(selection.active),
    file: positionOf(view, selection.active),
  })
  const activeLine = active === -1 ? -1 : lineOfFocusIndex(arrangement, active)
  const { first, last, reveal } = useLineWindow({
    scrollRef: gridRef,
    topOffset: above,
    lineCount: arrangement.lines,
    lineAt: (pixel) => lineAtPixel(arrangement, pixel),
  })
  const openGroup = useCallback(
    (group: Group) => store.setGroupOpen(group, store.getState().closed.has(group.id)),
    [store],
  )
  const selectGroup = useCallback(
    (group: Group) => store.select((current, rows) => toggleGroup(current, rows, group)),
    [store],
  )
  const mouse = useRowMouse({ onSelect: store.select, onMenu, onPreview })
  const pressKey = useGridKeys({
    view,
    arrangement,
    active,
    page: () => {
      const available = (gridRef.current?.clientHeight ?? 0) - above
      return Math.max(1, Math.floor(available / arrangement.heights.files) - 1)
    },
    onSelect: store.select,
    onOpenGroup: store.setGroupOpen,
    onOpenAllGroups: store.setAllGroupsOpen,
    isOpen: (group) => !closed.has(group.id),
    onDelete,
    onCopy,
    onPreview,
  })

  // Scroll only when the active row or the view mode changes; a refresh or a sort keeps the scroll position.
  const lastActive = useRef({ active: selection.active, viewMode })
  useEffect(() => {
    const before = lastActive.current
    lastActive.current = { active: selection.active, viewMode }
    if (before.active === selection.active && before.viewMode === viewMode) return
    if (activeLine !== -1) reveal(topOfLine(arrangement, activeLine), arrangement.heights.files)
  }, [activeLine, arrangement, viewMode, reveal, selection.active])

  return (
    <GridFrame
      label={t('screen.assets')}
      gridRef={gridRef}
      className={choices === null ? 'asset-grid asset-grid-default' : 'asset-grid'}
      rowCount={arrangement.lines + (viewMode === 'table' ? 1 : 0)}
      columnCount={viewMode === 'table' ? columns.length : arrangement.perLine}
      activeId={active === -1 ? undefined : elementIdOf(active)}
      isMultiselectable
      isBusy={state.loading !== null}
      height={arrangement.height}
      {...(viewMode === 'table' && style !== undefined && { style })}
      onKeyDown={pressKey}
      onClick={mouse.click}
      onMenuKey={onMenu}
      header={viewMode === 'table' && <TableHeader store={store} shown={columns} />}
    >
      {linesToRender(first, last, activeLine).map(({ key, line }) => (
        <AssetLine
          key={key}
          line={line}
          state={state}
          arrangement={arrangement}
          columns={columns}
          lookAlikes={lookAlikes}
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
