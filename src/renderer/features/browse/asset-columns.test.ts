import { describe, expect, it } from 'vitest'
import { columns } from '../../../shared/view-preferences'
import { succeed } from '../../../shared/result'
import { respondDone, fakeWindowApi, deferred } from '../../../testing/window-api'
import {
  columnStyle,
  moveColumn,
  showColumn,
  shownColumns,
  defaultColumns,
  widenColumn,
  maxColumnWidth,
} from './asset-columns'
import { createColumnsStore } from './columns-store'

const names = (choices: typeof defaultColumns) => shownColumns(choices).map(({ column }) => column)

describe('columns', () => {
  it('are moved to the place of another, from either side, and none is lost', () => {
    const reordered = moveColumn(defaultColumns, 'size', 'folder')
    expect(names(reordered).slice(0, 3)).toEqual(['name', 'size', 'folder'])
    expect(names(moveColumn(reordered, 'size', 'segment'))).toEqual(names(defaultColumns))
    expect(new Set(reordered.map(({ column }) => column))).toEqual(new Set(columns))
  })

  it('can be hidden, except the name', () => {
    expect(names(showColumn(defaultColumns, 'kind', false))).not.toContain('kind')
    expect(names(showColumn(defaultColumns, 'name', false))).toContain('name')
  })

  it('are never too narrow to be found again, nor endless', () => {
    const width = (pixels: number) =>
      widenColumn(defaultColumns, 'size', pixels).find(({ column }) => column === 'size')?.width
    expect(width(-5)).toBeGreaterThan(0)
    expect(width(100_000)).toBe(maxColumnWidth)
    expect(width(120.4)).toBe(120)
  })

  it('fit themselves to the room until somebody chooses', () => {
    expect(columnStyle(null)).toBeUndefined()
    expect(columnStyle(widenColumn(defaultColumns, 'size', 130))).toMatchObject({
      '--asset-columns': expect.stringContaining('130px') as unknown,
    })
  })
})

describe('the choice of columns', () => {
  it('is read at the start, unless the user was quicker', async () => {
    const kept = { v: 1 as const, columns: showColumn(defaultColumns, 'kind', false) }
    const reply = deferred<ReturnType<typeof succeed<typeof kept>>>()
    const store = createColumnsStore(
      fakeWindowApi({ readViewPreferences: () => reply.answer, saveViewPreferences: respondDone }),
    )
    const loaded = store.loadColumns()
    store.change((now) => showColumn(now, 'type', true))
    reply.resolve(succeed(kept))
    await loaded
    expect(names(store.getState().columns ?? [])).toContain('kind')
    const other = createColumnsStore(
      fakeWindowApi({ readViewPreferences: () => Promise.resolve(succeed(kept)) }),
    )
    await other.loadColumns()
    expect(other.getState()).toEqual(kept)
  })
})
