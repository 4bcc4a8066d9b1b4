import { memo, type MouseEvent } from 'react'
import type { ColumnChoice } from '../../../shared/view-preferences'
import { lineAt, focusIndexOfFile, focusIndexOfGroup, topOfLine, type Arrangement } from './arrangement'
import { AssetRow } from './asset-row'
import { AssetTile, TileLine } from './asset-tiles'
import type { BrowseState } from './browse-state'
import { changeMarkOf } from './changes'
import { GroupHeader } from './group-header'
import type { Group } from './groups'
import { toSearchNeedle } from './search'
import { selectedIn } from './selection'

interface AssetLineProps {
  readonly line: number
  readonly state: BrowseState
  readonly arrangement: Arrangement
  readonly columns: readonly ColumnChoice[]
  /** Names of the view that look like another one in it. */
  readonly lookAlikes: ReadonlySet<string>
  /** The active focus index, or -1. */
  readonly active: number
  readonly onOpenGroup: (group: Group) => void
  readonly onSelectGroup: (group: Group) => void
  readonly onPress: (index: number, event: MouseEvent) => void
  readonly onMenu: (index: number, event: MouseEvent) => void
  readonly onOpen: (event: MouseEvent) => void
}

/** The element id of a focus index, for `aria-activedescendant`. */
export function elementIdOf(focusIndex: number): string {
  return `asset-stop-${focusIndex}`
}

/** Value of `aria-rowindex`: in the table, the header is row 1. */
function rowIndexOf(line: number, { viewMode }: BrowseState): number {
  return line + (viewMode === 'table' ? 2 : 1)
}

function Header({ group, top, ...props }: AssetLineProps & { readonly group: Group; readonly top: number }) {
  const { state, arrangement, columns } = props
  const segment =
    state.grouping === 'segment'
      ? (state.listing?.segments.find(({ id }) => String(id) === group.id) ?? null)
      : null
  const focusIndex = focusIndexOfGroup(arrangement, group.id)
  return (
    <GroupHeader
      id={elementIdOf(focusIndex)}
      group={group}
      grouping={state.grouping}
      segment={segment}
      isOpen={!state.closed.has(group.id)}
      isActive={focusIndex === props.active}
      selected={selectedIn(state.selection, state.view, group)}
      rowIndex={rowIndexOf(props.line, state)}
      columnCount={state.viewMode === 'table' ? columns.length : arrangement.perLine}
      top={top}
      onToggle={props.onOpenGroup}
      onSelect={props.onSelectGroup}
    />
  )
}

/** One line of the list: a group header, a table row, or a row of tiles. */
export const AssetLine = memo(function AssetLine(props: AssetLineProps) {
  const { state, arrangement } = props
  const { view, selection, changes, viewMode } = state
  const line = lineAt(arrangement, props.line)
  if (line === null) return null
  const top = topOfLine(arrangement, props.line)
  if (line.kind === 'head') return <Header {...props} group={line.group} top={top} />

  const needle = toSearchNeedle(state.search)
  const firstFocusIndex = focusIndexOfFile(arrangement, line.first)
  const items = view.slice(line.first, line.end).map((asset, offset) => ({
    id: elementIdOf(firstFocusIndex + offset),
    asset,
    index: line.first + offset,
    isSelected: selection.keys.has(asset.key),
    isActive: firstFocusIndex + offset === props.active,
    isProtected: state.isProtected(asset.key),
    mark:
      changeMarkOf(changes, asset.key) ?? (props.lookAlikes.has(asset.name) ? ('look-alike' as const) : null),
    needle,
    onPress: props.onPress,
    onMenu: props.onMenu,
    onOpen: props.onOpen,
  }))
  const rowIndex = rowIndexOf(props.line, state)
  if (viewMode === 'grid') {
    return (
      <TileLine rowIndex={rowIndex} top={top} perLine={arrangement.perLine}>
        {items.map((item, index) => (
          <AssetTile key={item.asset.key} {...item} column={index + 1} />
        ))}
      </TileLine>
    )
  }
  const [item] = items
  return item === undefined ? null : (
    <AssetRow {...item} columns={props.columns} rowIndex={rowIndex} top={top} />
  )
})
