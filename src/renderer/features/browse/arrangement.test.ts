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
  return counts.map((count, at) => {
    const group = { id: `g${at}`, start, count, bytes: 0 }
    start += count
    return group
  })
}

function arranged(counts: readonly number[], perLine: number, closed: readonly string[] = []): Arrangement {
  const groups = groupsOf(counts)
  const count = counts.reduce((sum, each) => sum + each, 0)
  return arrange({ count, groups, closed: new Set(closed), perLine, heights })
}

/** Divisions into groups of any sizes, some of them closed, in lines of any width. */
const anyArrangement = fc
  .record({
    counts: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 }),
    perLine: fc.integer({ min: 1, max: 5 }),
    shut: fc.array(fc.integer({ min: 0, max: 11 }), { maxLength: 4 }),
  })
  .map(({ counts, perLine, shut }) => ({
    counts,
    arrangement: arranged(
      counts,
      perLine,
      shut.map((at) => `g${at}`),
    ),
  }))

const everyLine = (arrangement: Arrangement): number[] =>
  Array.from({ length: arrangement.lines }, (_, at) => at)

describe('how files stand on the screen', () => {
  it('is one line a file without groups, and one more for each head', () => {
    const flat = arrange({ count: 3, groups: [], closed: new Set(), perLine: 1, heights })
    expect(flat).toMatchObject({ lines: 3, stops: 3, height: 300 })
    expect(arranged([2, 1], 1)).toMatchObject({ lines: 5, stops: 5, height: 380 })
  })

  it('leaves out the files of a closed group, and keeps its head', () => {
    const closed = arranged([2, 3], 1, ['g0'])
    expect(closed).toMatchObject({ lines: 5, height: 380 })
    expect(focusIndexOfFile(closed, 1)).toBe(-1)
    expect(lineAt(closed, 0)).toMatchObject({ kind: 'head', group: { id: 'g0' } })
    expect(lineAt(closed, 1)).toMatchObject({ kind: 'head', group: { id: 'g1' } })
  })

  it('fills lines of several files, group by group', () => {
    const tiles = arranged([4, 1], 3)
    expect(tiles.lines).toBe(5)
    expect(lineAt(tiles, 1)).toEqual({ kind: 'files', first: 0, end: 3 })
    expect(lineAt(tiles, 2)).toEqual({ kind: 'files', first: 3, end: 4 })
    expect(lineAt(tiles, 4)).toEqual({ kind: 'files', first: 4, end: 5 })
  })

  it('goes up and down in a column, and to the last file of a shorter line', () => {
    const tiles = arranged([5], 3)
    const third = focusIndexOfFile(tiles, 2)
    expect(columnOfFocusIndex(tiles, third)).toBe(2)
    expect(focusIndexInLine(tiles, 2, 2)).toBe(focusIndexOfFile(tiles, 4))
    expect(focusIndexInLine(tiles, 0, 2)).toBe(focusIndexOfGroup(tiles, 'g0'))
  })

  it('has each open file on exactly one line, and each line where the one above it ends', () => {
    fc.assert(
      fc.property(anyArrangement, ({ arrangement }) => {
        let pixel = 0
        const seen = new Set<number>()
        for (const at of everyLine(arrangement)) {
          const line = lineAt(arrangement, at)
          expect(topOfLine(arrangement, at)).toBe(pixel)
          expect(lineAtPixel(arrangement, pixel)).toBe(at)
          pixel += line?.kind === 'head' ? heights.header : heights.files
          expect(lineAtPixel(arrangement, pixel - 1)).toBe(at)
          if (line?.kind !== 'files') continue
          for (let index = line.first; index < line.end; index += 1) {
            expect(seen.has(index)).toBe(false)
            seen.add(index)
            expect(lineOfFocusIndex(arrangement, focusIndexOfFile(arrangement, index))).toBe(at)
          }
        }
        expect(pixel).toBe(arrangement.height)
      }),
    )
  })

  it('can be walked stop by stop, in reading order, without missing anything', () => {
    fc.assert(
      fc.property(anyArrangement, ({ arrangement, counts }) => {
        for (let focusIndex = 0; focusIndex < arrangement.focusCount; focusIndex += 1) {
          const here = focusTargetAt(arrangement, focusIndex)
          const back =
            here?.kind === 'head'
              ? focusIndexOfGroup(arrangement, here.group.id)
              : focusIndexOfFile(arrangement, here?.index ?? -1)
          expect(back).toBe(focusIndex)
          const line = lineOfFocusIndex(arrangement, focusIndex)
          expect(focusIndexInLine(arrangement, line, columnOfFocusIndex(arrangement, focusIndex))).toBe(
            focusIndex,
          )
        }
        expect(focusTargetAt(arrangement, arrangement.focusCount)).toBeNull()
        const total = counts.reduce((sum, each) => sum + each, 0)
        const openFocusIndexes = Array.from({ length: total }, (_, index) =>
          focusIndexOfFile(arrangement, index),
        ).filter((at) => at !== -1)
        expect(arrangement.focusCount).toBe(openFocusIndexes.length + counts.length)
      }),
    )
  })
})
