import type { Group } from './groups'

/** Heights in pixels, as in the style sheet, so that lines need not be measured. */
export interface LineHeights {
  readonly header: number
  readonly files: number
}

/** The files of one group, or the whole view if there are no groups. */
interface Section {
  readonly group: Group | null
  readonly start: number
  /** Number of visible files; 0 for a closed group. */
  readonly shown: number
  /** Its first line, focus index and pixel. */
  readonly line: number
  readonly focusIndex: number
  readonly top: number
}

/**
 * Layout of a view: lines of `perLine` files each, below group headers. Each header and each visible file has a focus
 * index, in reading order. Nothing is stored per file, so that 100,000 files cost no memory here.
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
  /** Files of the view from `first` up to, but not including, `end`. */
  | { readonly kind: 'files'; readonly first: number; readonly end: number }

export type FocusTarget =
  { readonly kind: 'head'; readonly group: Group } | { readonly kind: 'file'; readonly index: number }

export interface ArrangementInput {
  /** Number of files in the view. */
  readonly count: number
  readonly groups: readonly Group[]
  /** Ids of closed groups, of which only the header is shown. */
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

/** The last section that starts at or before a position, by binary search over `startOf`. */
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
  const section = sectionAt(arrangement, line, (candidate) => candidate.line)
  if (section === null) return null
  if (section.group !== null && line === section.line) return { kind: 'head', group: section.group }
  const before = (line - section.line - headerCount(section)) * arrangement.perLine
  const end = Math.min(before + arrangement.perLine, section.shown)
  return { kind: 'files', first: section.start + before, end: section.start + end }
}

/** Distance of a line from the first one, in pixels. */
export function topOfLine(arrangement: Arrangement, line: number): number {
  const section = sectionAt(arrangement, line, (candidate) => candidate.line)
  if (section === null) return 0
  const { heights } = arrangement
  const offset = line - section.line
  if (offset === 0) return section.top
  return section.top + headerCount(section) * heights.header + (offset - headerCount(section)) * heights.files
}

/** The line at a distance in pixels from the first one. */
export function lineAtPixel(arrangement: Arrangement, pixel: number): number {
  const section = sectionAt(arrangement, pixel, (candidate) => candidate.top)
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
  const section = sectionAt(arrangement, focusIndex, (candidate) => candidate.focusIndex)
  if (section === null) return null
  if (section.group !== null && focusIndex === section.focusIndex)
    return { kind: 'head', group: section.group }
  return { kind: 'file', index: section.start + focusIndex - section.focusIndex - headerCount(section) }
}

/** The focus index of a file of the view, or -1 if its group is closed. */
export function focusIndexOfFile(arrangement: Arrangement, index: number): number {
  const section = sectionAt(arrangement, index, (candidate) => candidate.start)
  if (section === null || index < section.start || index >= section.start + section.shown) return -1
  return section.focusIndex + headerCount(section) + index - section.start
}

export function focusIndexOfGroup({ sections }: Arrangement, id: string): number {
  return sections.find(({ group }) => group?.id === id)?.focusIndex ?? -1
}

/** The group of a focus index; null without groups. */
export function groupAt(arrangement: Arrangement, focusIndex: number): Group | null {
  return sectionAt(arrangement, focusIndex, (candidate) => candidate.focusIndex)?.group ?? null
}

export function lineOfFocusIndex(arrangement: Arrangement, focusIndex: number): number {
  const section = sectionAt(arrangement, focusIndex, (candidate) => candidate.focusIndex)
  if (section === null) return 0
  const offset = focusIndex - section.focusIndex
  if (offset < headerCount(section)) return section.line
  return (
    section.line + headerCount(section) + Math.floor((offset - headerCount(section)) / arrangement.perLine)
  )
}

/** The 0-based column of a focus index in its line. */
export function columnOfFocusIndex(arrangement: Arrangement, focusIndex: number): number {
  const section = sectionAt(arrangement, focusIndex, (candidate) => candidate.focusIndex)
  if (section === null) return 0
  const offset = focusIndex - section.focusIndex - headerCount(section)
  return offset < 0 ? 0 : offset % arrangement.perLine
}

/** The focus index in a line that is nearest to a column. Lines out of range are clamped to the first or last one. */
export function focusIndexInLine(arrangement: Arrangement, line: number, column: number): number {
  const clampedLine = Math.min(Math.max(line, 0), arrangement.lines - 1)
  const section = sectionAt(arrangement, clampedLine, (candidate) => candidate.line)
  if (section === null) return -1
  const offset = clampedLine - section.line - headerCount(section)
  if (offset < 0) return section.focusIndex
  const index = Math.min(offset * arrangement.perLine + column, section.shown - 1)
  return section.focusIndex + headerCount(section) + index
}
