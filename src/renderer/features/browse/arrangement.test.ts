import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  arrange,
  columnOfFocusIndex,
  lineAt,
  lineAtPixel,
  lineOfFocusIndex,
  focusTargetAt,
  focusIndexInLine,
  focusIndexOfFile,
  focusIndexOfGroup,
  topOfLine,
  type Arrangement,
} from './arrangement'
import type { Group } from './groups'

const heights = { header: 40, files: 100 }

function groupsOf(counts: readonly number[]): Group[] {
  let start = 0
  return counts.map((count, index) => {
    const group = { id: `g${index}`, start, count, bytes: 0 }
    start += count
    return group
  })
}

function arrangeGroups(
  counts: readonly number[],
  perLine: number,
  closed: readonly string[] = [],
): Arrangement {
  const groups = groupsOf(counts)
  const count = counts.reduce((sum, size) => sum + size, 0)
  return arrange({ count, groups, closed: new Set(closed), perLine, heights })
}

/** Arrangements with groups of any size, some of them closed, and lines of any width. */
const anyArrangement = fc
  .record({
    counts: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 }),
    perLine: fc.integer({ min: 1, max: 5 }),
    closedIndexes: fc.array(fc.integer({ min: 0, max: 11 }), { maxLength: 4 }),
  })
  .map(({ counts, perLine, closedIndexes }) => ({
    counts,
    arrangement: arrangeGroups(
      counts,
      perLine,
      closedIndexes.map((index) => `g${index}`),
    ),
  }))

const allLines = (arrangement: Arrangement): number[] =>
  Array.from({ length: arrangement.lines }, (_, index) => index)

describe('an arrangement', () => {
  it('has one line per file, and one per group header', () => {
    const flat = arrange({ count: 3, groups: [], closed: new Set(), perLine: 1, heights })
    expect(flat).toMatchObject({ lines: 3, focusCount: 3, height: 300 })
    expect(arrangeGroups([2, 1], 1)).toMatchObject({ lines: 5, focusCount: 5, height: 380 })
  })

  it('omits the files of a closed group and keeps its header', () => {
    const closed = arrangeGroups([2, 3], 1, ['g0'])
    expect(closed).toMatchObject({ lines: 5, height: 380 })
    expect(focusIndexOfFile(closed, 1)).toBe(-1)
    expect(lineAt(closed, 0)).toMatchObject({ kind: 'head', group: { id: 'g0' } })
    expect(lineAt(closed, 1)).toMatchObject({ kind: 'head', group: { id: 'g1' } })
  })

  it('fills lines with several files, group by group', () => {
    const tiles = arrangeGroups([4, 1], 3)
    expect(tiles.lines).toBe(5)
    expect(lineAt(tiles, 1)).toEqual({ kind: 'files', first: 0, end: 3 })
    expect(lineAt(tiles, 2)).toEqual({ kind: 'files', first: 3, end: 4 })
    expect(lineAt(tiles, 4)).toEqual({ kind: 'files', first: 4, end: 5 })
  })

  it('keeps the column when moving up and down, or takes the last file of a shorter line', () => {
    const tiles = arrangeGroups([5], 3)
    const third = focusIndexOfFile(tiles, 2)
    expect(columnOfFocusIndex(tiles, third)).toBe(2)
    expect(focusIndexInLine(tiles, 2, 2)).toBe(focusIndexOfFile(tiles, 4))
    expect(focusIndexInLine(tiles, 0, 2)).toBe(focusIndexOfGroup(tiles, 'g0'))
  })

  it('has each visible file on exactly one line, and no gaps between lines', () => {
    fc.assert(
      fc.property(anyArrangement, ({ arrangement }) => {
        let pixel = 0
        const seen = new Set<number>()
        for (const lineIndex of allLines(arrangement)) {
          const line = lineAt(arrangement, lineIndex)
          expect(topOfLine(arrangement, lineIndex)).toBe(pixel)
          expect(lineAtPixel(arrangement, pixel)).toBe(lineIndex)
          pixel += line?.kind === 'head' ? heights.header : heights.files
          expect(lineAtPixel(arrangement, pixel - 1)).toBe(lineIndex)
          if (line?.kind !== 'files') continue
          for (let index = line.first; index < line.end; index += 1) {
            expect(seen.has(index)).toBe(false)
            seen.add(index)
            expect(lineOfFocusIndex(arrangement, focusIndexOfFile(arrangement, index))).toBe(lineIndex)
          }
        }
        expect(pixel).toBe(arrangement.height)
      }),
    )
  })

  it('assigns focus indexes to all headers and visible files, in reading order', () => {
    fc.assert(
      fc.property(anyArrangement, ({ arrangement, counts }) => {
        for (let focusIndex = 0; focusIndex < arrangement.focusCount; focusIndex += 1) {
          const target = focusTargetAt(arrangement, focusIndex)
          const roundTrip =
            target?.kind === 'head'
              ? focusIndexOfGroup(arrangement, target.group.id)
              : focusIndexOfFile(arrangement, target?.index ?? -1)
          expect(roundTrip).toBe(focusIndex)
          const line = lineOfFocusIndex(arrangement, focusIndex)
          expect(focusIndexInLine(arrangement, line, columnOfFocusIndex(arrangement, focusIndex))).toBe(
            focusIndex,
          )
        }
        expect(focusTargetAt(arrangement, arrangement.focusCount)).toBeNull()
        const total = counts.reduce((sum, count) => sum + count, 0)
        const openFocusIndexes = Array.from({ length: total }, (_, index) =>
          focusIndexOfFile(arrangement, index),
        ).filter((index) => index !== -1)
        expect(arrangement.focusCount).toBe(openFocusIndexes.length + counts.length)
      }),
    )
  })
})
