import { useRef, type KeyboardEvent } from 'react'
import { gridAction, type GridAction } from '../../lib/grid-keys'
import { shortcutKey } from '../../lib/key-press'
import { findByWord, emptyWord, typeLetter } from '../../lib/type-ahead'
import {
  columnOfFocusIndex,
  groupAt,
  lineOfFocusIndex,
  focusTargetAt,
  focusIndexInLine,
  focusIndexOfFile,
  focusIndexOfGroup,
  type Arrangement,
} from './arrangement'
import type { Group } from './groups'
import {
  clearSelection,
  extendTo,
  invertSelection,
  moveActive,
  moveToGroupHeader,
  selectAll,
  selectOnly,
  toggleAt,
  toggleGroup,
} from './selection'
import type { Selection, View } from './selection'

/** What is copied to the clipboard for the selected files. */
export type CopyFormat = 'names' | 'identities'

/** The grid that keys act on. */
export interface GridTarget {
  readonly view: View
  readonly arrangement: Arrangement
  /** The active focus index, or -1. */
  readonly active: number
  /** Number of lines that fit on screen. */
  readonly page: () => number
  readonly onSelect: (change: (selection: Selection, view: View) => Selection) => void
  readonly onOpenGroup: (group: Group, isOpen: boolean) => void
  readonly onOpenAllGroups: (areOpen: boolean) => void
  readonly isOpen: (group: Group) => boolean
  readonly onDelete: () => void
  readonly onCopy: (what: CopyFormat) => void
  /** Opens the full-size preview of the active file. */
  readonly onPreview: () => void
}

type Move = Extract<GridAction, { kind: 'move' }>

/** The target of a key in lines of several files; null for keys that the default handling covers. */
function focusIndexFor(key: string, { arrangement, active, page }: GridTarget): number | null {
  const { perLine } = arrangement
  const moveByLines = (lines: number): number =>
    focusIndexInLine(
      arrangement,
      lineOfFocusIndex(arrangement, active) + lines,
      columnOfFocusIndex(arrangement, active),
    )
  if (active === -1) return null
  switch (key) {
    case 'ArrowRight':
      return perLine > 1 ? active + 1 : null
    case 'ArrowLeft':
      return perLine > 1 ? active - 1 : null
    case 'ArrowDown': {
      const isLast = lineOfFocusIndex(arrangement, active) === arrangement.lines - 1
      return isLast ? active : moveByLines(1)
    }
    case 'ArrowUp':
      return lineOfFocusIndex(arrangement, active) === 0 ? active : moveByLines(-1)
    case 'PageDown':
      return moveByLines(page())
    case 'PageUp':
      return moveByLines(-page())
    default:
      return null
  }
}

function extend(target: GridTarget, index: number, mode: Move['how']): void {
  target.onSelect((selection, rows) => extendTo(selection, rows, { index, adds: mode === 'extend-adding' }))
}

function moveToGroup(target: GridTarget, group: Group, { to, how: mode }: Move): void {
  if (mode === 'extend' || mode === 'extend-adding') {
    // Extend the range to the header: over all files above it, or down to the first file below it.
    const edge = to > target.active ? group.start - 1 : group.start
    if (edge >= 0) extend(target, edge, mode)
  }
  target.onSelect((selection) => moveToGroupHeader(selection, group.id, { clears: mode === 'select' }))
}

function move(target: GridTarget, action: Move): void {
  const focusTarget = focusTargetAt(target.arrangement, action.to)
  if (focusTarget === null) return
  if (focusTarget.kind === 'head') {
    moveToGroup(target, focusTarget.group, action)
    return
  }
  const { index } = focusTarget
  if (action.how === 'focus') target.onSelect((selection, rows) => moveActive(selection, rows, index))
  else if (action.how === 'select') target.onSelect((selection, rows) => selectOnly(selection, rows, index))
  else extend(target, index, action.how)
}

function pick(target: GridTarget, kind: 'toggle' | 'select'): void {
  const focusTarget = focusTargetAt(target.arrangement, target.active)
  if (focusTarget === null) return
  if (focusTarget.kind === 'head')
    target.onSelect((selection, rows) => toggleGroup(selection, rows, focusTarget.group))
  else if (kind === 'toggle')
    target.onSelect((selection, rows) => toggleAt(selection, rows, focusTarget.index))
  else preview(target, focusTarget.index)
}

/** Opens the preview of a file and selects it, unless it is already part of the selection. */
function preview({ onSelect, onPreview }: GridTarget, index: number): void {
  onSelect((selection, rows) =>
    selection.keys.has(rows[index]?.key ?? '')
      ? moveActive(selection, rows, index)
      : selectOnly(selection, rows, index),
  )
  onPreview()
}

function pressEnter(event: KeyboardEvent, target: GridTarget): boolean {
  const focusTarget = focusTargetAt(target.arrangement, target.active)
  const hasModifier = event.shiftKey || event.ctrlKey || event.metaKey || event.altKey
  if (event.key !== 'Enter' || hasModifier || focusTarget?.kind !== 'file') return false
  preview(target, focusTarget.index)
  return true
}

function runAction(action: Exclude<GridAction, { kind: 'type' }>, target: GridTarget): void {
  switch (action.kind) {
    case 'move':
      move(target, action)
      return
    case 'toggle':
    case 'select':
      pick(target, action.kind)
      return
    case 'select-all':
      target.onSelect(selectAll)
      return
    case 'clear':
      target.onSelect(clearSelection)
      return
    case 'delete':
      target.onDelete()
      return
  }
}

/** Handles arrow keys and Enter on group headers, as in a tree. Returns whether the key was handled. */
function pressGroupKey(event: KeyboardEvent, target: GridTarget): boolean {
  if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return false
  const focusTarget = focusTargetAt(target.arrangement, target.active)
  if (focusTarget === null) return false
  if (focusTarget.kind === 'head') {
    const isOpen = target.isOpen(focusTarget.group)
    const opens = event.key === 'Enter' ? !isOpen : event.key === 'ArrowRight'
    const isToggle =
      event.key === 'Enter' || (event.key === 'ArrowRight' ? !isOpen : event.key === 'ArrowLeft' && isOpen)
    if (isToggle) target.onOpenGroup(focusTarget.group, opens)
    return isToggle
  }
  const group = target.arrangement.perLine === 1 ? groupAt(target.arrangement, target.active) : null
  if (event.key !== 'ArrowLeft' || group === null) return false
  target.onSelect((selection) => moveToGroupHeader(selection, group.id, { clears: true }))
  return true
}

/** With Alt, the arrow keys close and open all groups. */
function pressAllGroupsKey(event: KeyboardEvent, target: GridTarget): boolean {
  if (!event.altKey || event.shiftKey || event.ctrlKey || event.metaKey) return false
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return false
  target.onOpenAllGroups(event.key === 'ArrowRight')
  return true
}

/** Handles the Ctrl shortcuts of the list. */
function pressControlKey(event: KeyboardEvent, target: GridTarget): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false
  const key = shortcutKey(event).toLowerCase()
  if (key === 'i' && !event.shiftKey) target.onSelect(invertSelection)
  else if (key === 'c') target.onCopy(event.shiftKey ? 'identities' : 'names')
  else return false
  return true
}

/** Keyboard handler of the list. */
export function useGridKeys(target: GridTarget): (event: KeyboardEvent) => void {
  const typed = useRef(emptyWord)
  const { view, arrangement, active, page, onSelect } = target

  function typeToFind(letter: string) {
    typed.current = typeLetter(typed.current, letter, performance.now())
    const focusTarget = focusTargetAt(arrangement, active)
    const index = findByWord(view, typed.current, {
      active: focusTarget?.kind === 'file' ? focusTarget.index : (focusTarget?.group.start ?? 0) - 1,
      isShown: (candidate) => focusIndexOfFile(arrangement, candidate) !== -1,
    })
    if (index !== -1) onSelect((selection, rows) => selectOnly(selection, rows, index))
  }

  return (event) => {
    const isPressed = [pressGroupKey, pressAllGroupsKey, pressControlKey, pressEnter].some((press) =>
      press(event, target),
    )
    if (isPressed) {
      event.preventDefault()
      return
    }
    const position = { active, count: arrangement.focusCount, page: page() }
    const action = gridAction(event, { ...position, target: (key) => focusIndexFor(key, target) })
    if (action === null) return
    event.preventDefault()
    if (action.kind === 'type') typeToFind(action.letter)
    else runAction(action, target)
  }
}

/** The focus index of a group header or file, or -1 if it is not shown. */
export function focusIndexOfKey(
  arrangement: Arrangement,
  location: { readonly group: string | null; readonly file: number },
): number {
  if (location.group !== null) return focusIndexOfGroup(arrangement, location.group)
  return location.file === -1 ? -1 : focusIndexOfFile(arrangement, location.file)
}
