import type { Group } from './groups'

/** Heights in pixels, as in the style sheet: lines of known heights need not be measured. */
export interface LineHeights {
  readonly header: number
  readonly files: number
}

/** A run of files under one head, or the whole view without any. */
interface Section {
  readonly group: Group | null
  readonly start: number
  /** Files that are shown: none of a closed group. */
  readonly shown: number
  /** Its first line, stop and pixel. */
  readonly line: number
  readonly focusIndex: number
  readonly top: number
}

/**
 * How a view stands on the screen: in lines of so many files each, below heads. A stop is whatever the keyboard can be
 * at, a head or a file, counted in reading order. Nothing is kept for each file, so that 100,000 cost nothing here.
 */
export interface Arrangement {
  readonly perLine: number
  readonly heights: LineHeights
  readonly sections: readonly Section[]
  readonly lines: number
  readonly focusCount: number
  readonly height: number
}

export type Line =
  | { readonly kind: 'head'; readonly group: Group }
  /** Files `first` up to, not including, `end` of the view. */
  | { readonly kind: 'files'; readonly first: number; readonly end: number }

export type FocusTarget =
  { readonly kind: 'head'; readonly group: Group } | { readonly kind: 'file'; readonly index: number }

export interface ArrangementInput {
  /** Files of the view. */
  readonly count: number
  readonly groups: readonly Group[]
  /** Ids of groups of which only the head is shown. */
  readonly closed: ReadonlySet<string>
  readonly perLine: number
  readonly heights: LineHeights
}

export function arrange(input: ArrangementInput): Arrangement {
  const { count, groups, closed, perLine, heights } = input
  const sections: Section[] = []
  let line = 0
  let focusIndex = 0
  let height = 0
  const add = (group: Group | null, start: number, shown: number): void => {
    sections.push({ group, start, shown, line, focusIndex, top: height })
    const headers = group === null ? 0 : 1
    const lines = Math.ceil(shown / perLine)
    line += headers + lines
    focusIndex += headers + shown
    height += headers * heights.header + lines * heights.files
  }
  if (groups.length === 0) add(null, 0, count)
  else for (const group of groups) add(group, group.start, closed.has(group.id) ? 0 : group.count)
  return { perLine, heights, sections, lines: line, focusCount: focusIndex, height }
}

/** The last section that begins at or before a position, measured by what `begin` tells. */
function sectionAt(
  { sections }: Arrangement,
  position: number,
  startOf: (section: Section) => number,
): Section | null {
  let low = 0
  let high = sections.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const section = sections[middle]
    if (section !== undefined && startOf(section) <= position) low = middle + 1
    else high = middle
  }
  return sections[low - 1] ?? null
}

const headerCount = (section: Section): number => (section.group === null ? 0 : 1)

export function lineAt(arrangement: Arrangement, line: number): Line | null {
  if (line < 0 || line >= arrangement.lines) return null
  const section = sectionAt(arrangement, line, (each) => each.line)
  if (section === null) return null
  if (section.group !== null && line === section.line) return { kind: 'head', group: section.group }
  const before = (line - section.line - headerCount(section)) * arrangement.perLine
  const end = Math.min(before + arrangement.perLine, section.shown)
  return { kind: 'files', first: section.start + before, end: section.start + end }
}

/** Pixels from the first line to this one. */
export function topOfLine(arrangement: Arrangement, line: number): number {
  const section = sectionAt(arrangement, line, (each) => each.line)
  if (section === null) return 0
  const { heights } = arrangement
  const offset = line - section.line
  if (offset === 0) return section.top
  return section.top + headerCount(section) * heights.header + (offset - headerCount(section)) * heights.files
}

/** The line at so many pixels from the first. */
export function lineAtPixel(arrangement: Arrangement, pixel: number): number {
  const section = sectionAt(arrangement, pixel, (each) => each.top)
  if (section === null) return 0
  const headerHeight = headerCount(section) * arrangement.heights.header
  const offset = pixel - section.top
  if (offset < headerHeight) return section.line
  const line =
    section.line + headerCount(section) + Math.floor((offset - headerHeight) / arrangement.heights.files)
  return Math.min(line, arrangement.lines - 1)
}

export function focusTargetAt(arrangement: Arrangement, focusIndex: number): FocusTarget | null {
  if (focusIndex < 0 || focusIndex >= arrangement.focusCount) return null
  const section = sectionAt(arrangement, focusIndex, (each) => each.focusIndex)
  if (section === null) return null
  if (section.group !== null && focusIndex === section.focusIndex)
    return { kind: 'head', group: section.group }
  return { kind: 'file', index: section.start + focusIndex - section.focusIndex - headerCount(section) }
}

/** The stop of a file of the view, or -1 where its group is closed. */
export function focusIndexOfFile(arrangement: Arrangement, index: number): number {
  const section = sectionAt(arrangement, index, (each) => each.start)
  if (section === null || index < section.start || index >= section.start + section.shown) return -1
  return section.focusIndex + headerCount(section) + index - section.start
}

export function focusIndexOfGroup({ sections }: Arrangement, id: string): number {
  return sections.find(({ group }) => group?.id === id)?.focusIndex ?? -1
}

/** The head above a stop; null without groups. */
export function groupAt(arrangement: Arrangement, focusIndex: number): Group | null {
  return sectionAt(arrangement, focusIndex, (each) => each.focusIndex)?.group ?? null
}

export function lineOfFocusIndex(arrangement: Arrangement, focusIndex: number): number {
  const section = sectionAt(arrangement, focusIndex, (each) => each.focusIndex)
  if (section === null) return 0
  const offset = focusIndex - section.focusIndex
  if (offset < headerCount(section)) return section.line
  return (
    section.line + headerCount(section) + Math.floor((offset - headerCount(section)) / arrangement.perLine)
  )
}

/** The place of a stop in its line, from 0. */
export function columnOfFocusIndex(arrangement: Arrangement, focusIndex: number): number {
  const section = sectionAt(arrangement, focusIndex, (each) => each.focusIndex)
  if (section === null) return 0
  const offset = focusIndex - section.focusIndex - headerCount(section)
  return offset < 0 ? 0 : offset % arrangement.perLine
}

/** The stop in a line that is nearest to a column. Lines beyond the ends count as the first and the last. */
export function focusIndexInLine(arrangement: Arrangement, line: number, column: number): number {
  const within = Math.min(Math.max(line, 0), arrangement.lines - 1)
  const section = sectionAt(arrangement, within, (each) => each.line)
  if (section === null) return -1
  const offset = within - section.line - headerCount(section)
  if (offset < 0) return section.focusIndex
  const index = Math.min(offset * arrangement.perLine + column, section.shown - 1)
  return section.focusIndex + headerCount(section) + index
}
