import { describe, expect, it } from 'vitest'
import { columns } from '../../../shared/view-preferences'
import { succeed } from '../../../shared/result'
import { done, fakeWindowApi, later } from '../../../testing/window-api'
import {
  columnStyle,
  moveColumn,
  showColumn,
  shownColumns,
  usualColumns,
  widenColumn,
  widest,
} from './asset-columns'
import { createColumnsStore } from './columns-store'

const names = (choices: typeof usualColumns) => shownColumns(choices).map(({ column }) => column)

describe('columns', () => {
  it('are moved to the place of another, from either side, and none is lost', () => {
    const left = moveColumn(usualColumns, 'size', 'folder')
    expect(names(left).slice(0, 3)).toEqual(['name', 'size', 'folder'])
    expect(names(moveColumn(left, 'size', 'segment'))).toEqual(names(usualColumns))
    expect(new Set(left.map(({ column }) => column))).toEqual(new Set(columns))
  })

  it('can be hidden, except the name', () => {
    expect(names(showColumn(usualColumns, 'kind', false))).not.toContain('kind')
    expect(names(showColumn(usualColumns, 'name', false))).toContain('name')
  })

  it('are never too narrow to be found again, nor endless', () => {
    const width = (pixels: number) =>
      widenColumn(usualColumns, 'size', pixels).find(({ column }) => column === 'size')?.width
    expect(width(-5)).toBeGreaterThan(0)
    expect(width(100_000)).toBe(widest)
    expect(width(120.4)).toBe(120)
  })

  it('fit themselves to the room until somebody chooses', () => {
    expect(columnStyle(null)).toBeUndefined()
    expect(columnStyle(widenColumn(usualColumns, 'size', 130))).toMatchObject({
      '--asset-columns': expect.stringContaining('130px') as unknown,
    })
  })
})

describe('the choice of columns', () => {
  it('is read at the start, unless the user was quicker', async () => {
    const kept = { v: 1 as const, columns: showColumn(usualColumns, 'kind', false) }
    const answer = later<ReturnType<typeof succeed<typeof kept>>>()
    const store = createColumnsStore(
      fakeWindowApi({ readViewPreferences: () => answer.answer, saveViewPreferences: done }),
    )
    const loaded = store.load()
    store.change((now) => showColumn(now, 'type', true))
    answer.give(succeed(kept))
    await loaded
    expect(names(store.getState().columns ?? [])).toContain('kind')
    const other = createColumnsStore(
      fakeWindowApi({ readViewPreferences: () => Promise.resolve(succeed(kept)) }),
    )
    await other.load()
    expect(other.getState()).toEqual(kept)
  })
})
