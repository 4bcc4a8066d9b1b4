import type { Group } from './groups'

/** Heights in pixels, as in the style sheet: lines of known heights need not be measured. */
export interface LineHeights {
  readonly head: number
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
  readonly stop: number
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
  readonly stops: number
  readonly height: number
}

export type Line =
  | { readonly kind: 'head'; readonly group: Group }
  /** Files `first` up to, not including, `end` of the view. */
  | { readonly kind: 'files'; readonly first: number; readonly end: number }

export type Stop =
  { readonly kind: 'head'; readonly group: Group } | { readonly kind: 'file'; readonly index: number }

export interface ArrangementFacts {
  /** Files of the view. */
  readonly count: number
  readonly groups: readonly Group[]
  /** Ids of groups of which only the head is shown. */
  readonly closed: ReadonlySet<string>
  readonly perLine: number
  readonly heights: LineHeights
}

export function arrange(facts: ArrangementFacts): Arrangement {
  const { count, groups, closed, perLine, heights } = facts
  const sections: Section[] = []
  let line = 0
  let stop = 0
  let height = 0
  const add = (group: Group | null, start: number, shown: number): void => {
    sections.push({ group, start, shown, line, stop, top: height })
    const heads = group === null ? 0 : 1
    const lines = Math.ceil(shown / perLine)
    line += heads + lines
    stop += heads + shown
    height += heads * heights.head + lines * heights.files
  }
  if (groups.length === 0) add(null, 0, count)
  else for (const group of groups) add(group, group.start, closed.has(group.id) ? 0 : group.count)
  return { perLine, heights, sections, lines: line, stops: stop, height }
}

/** The last section that begins at or before a position, measured by what `begin` tells. */
function sectionAt(
  { sections }: Arrangement,
  position: number,
  begin: (section: Section) => number,
): Section | null {
  let low = 0
  let high = sections.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const section = sections[middle]
    if (section !== undefined && begin(section) <= position) low = middle + 1
    else high = middle
  }
  return sections[low - 1] ?? null
}

const headsOf = (section: Section): number => (section.group === null ? 0 : 1)

export function lineAt(arrangement: Arrangement, line: number): Line | null {
  if (line < 0 || line >= arrangement.lines) return null
  const section = sectionAt(arrangement, line, (each) => each.line)
  if (section === null) return null
  if (section.group !== null && line === section.line) return { kind: 'head', group: section.group }
  const before = (line - section.line - headsOf(section)) * arrangement.perLine
  const end = Math.min(before + arrangement.perLine, section.shown)
  return { kind: 'files', first: section.start + before, end: section.start + end }
}

/** Pixels from the first line to this one. */
export function topOf(arrangement: Arrangement, line: number): number {
  const section = sectionAt(arrangement, line, (each) => each.line)
  if (section === null) return 0
  const { heights } = arrangement
  const into = line - section.line
  if (into === 0) return section.top
  return section.top + headsOf(section) * heights.head + (into - headsOf(section)) * heights.files
}

/** The line at so many pixels from the first. */
export function lineAtPixel(arrangement: Arrangement, pixel: number): number {
  const section = sectionAt(arrangement, pixel, (each) => each.top)
  if (section === null) return 0
  const head = headsOf(section) * arrangement.heights.head
  const into = pixel - section.top
  if (into < head) return section.line
  const line = section.line + headsOf(section) + Math.floor((into - head) / arrangement.heights.files)
  return Math.min(line, arrangement.lines - 1)
}

export function stopAt(arrangement: Arrangement, stop: number): Stop | null {
  if (stop < 0 || stop >= arrangement.stops) return null
  const section = sectionAt(arrangement, stop, (each) => each.stop)
  if (section === null) return null
  if (section.group !== null && stop === section.stop) return { kind: 'head', group: section.group }
  return { kind: 'file', index: section.start + stop - section.stop - headsOf(section) }
}

/** The stop of a file of the view, or -1 where its group is closed. */
export function stopOfFile(arrangement: Arrangement, index: number): number {
  const section = sectionAt(arrangement, index, (each) => each.start)
  if (section === null || index < section.start || index >= section.start + section.shown) return -1
  return section.stop + headsOf(section) + index - section.start
}

export function stopOfGroup({ sections }: Arrangement, id: string): number {
  return sections.find(({ group }) => group?.id === id)?.stop ?? -1
}

/** The head above a stop; null without groups. */
export function groupAt(arrangement: Arrangement, stop: number): Group | null {
  return sectionAt(arrangement, stop, (each) => each.stop)?.group ?? null
}

export function lineOfStop(arrangement: Arrangement, stop: number): number {
  const section = sectionAt(arrangement, stop, (each) => each.stop)
  if (section === null) return 0
  const into = stop - section.stop
  if (into < headsOf(section)) return section.line
  return section.line + headsOf(section) + Math.floor((into - headsOf(section)) / arrangement.perLine)
}

/** The place of a stop in its line, from 0. */
export function columnOfStop(arrangement: Arrangement, stop: number): number {
  const section = sectionAt(arrangement, stop, (each) => each.stop)
  if (section === null) return 0
  const into = stop - section.stop - headsOf(section)
  return into < 0 ? 0 : into % arrangement.perLine
}

/** The stop in a line that is nearest to a column. Lines beyond the ends count as the first and the last. */
export function stopInLine(arrangement: Arrangement, line: number, column: number): number {
  const within = Math.min(Math.max(line, 0), arrangement.lines - 1)
  const section = sectionAt(arrangement, within, (each) => each.line)
  if (section === null) return -1
  const into = within - section.line - headsOf(section)
  if (into < 0) return section.stop
  const place = Math.min(into * arrangement.perLine + column, section.shown - 1)
  return section.stop + headsOf(section) + place
}
