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
  it('are moved to the position of another, from either side, and none is lost', () => {
    const reordered = moveColumn(defaultColumns, 'size', 'folder')
    expect(names(reordered).slice(0, 3)).toEqual(['name', 'size', 'folder'])
    expect(names(moveColumn(reordered, 'size', 'segment'))).toEqual(names(defaultColumns))
    expect(new Set(reordered.map(({ column }) => column))).toEqual(new Set(columns))
  })

  it('can be hidden, except the name', () => {
    expect(names(showColumn(defaultColumns, 'kind', false))).not.toContain('kind')
    expect(names(showColumn(defaultColumns, 'name', false))).toContain('name')
  })

  it('have a minimum and a maximum width', () => {
    const width = (pixels: number) =>
      widenColumn(defaultColumns, 'size', pixels).find(({ column }) => column === 'size')?.width
    expect(width(-5)).toBeGreaterThan(0)
    expect(width(100_000)).toBe(maxColumnWidth)
    expect(width(120.4)).toBe(120)
  })

  it('fit the available width until the user changes them', () => {
    expect(columnStyle(null)).toBeUndefined()
    expect(columnStyle(widenColumn(defaultColumns, 'size', 130))).toMatchObject({
      '--asset-columns': expect.stringContaining('130px') as unknown,
    })
  })
})

describe('the saved columns', () => {
  it('are loaded at start, unless the user changes them before', async () => {
    const saved = { v: 1 as const, columns: showColumn(defaultColumns, 'kind', false) }
    const reply = deferred<ReturnType<typeof succeed<typeof saved>>>()
    const store = createColumnsStore(
      fakeWindowApi({ readViewPreferences: () => reply.answer, saveViewPreferences: respondDone }),
    )
    const loaded = store.loadColumns()
    store.change((current) => showColumn(current, 'type', true))
    reply.resolve(succeed(saved))
    await loaded
    expect(names(store.getState().columns ?? [])).toContain('kind')
    const other = createColumnsStore(
      fakeWindowApi({ readViewPreferences: () => Promise.resolve(succeed(saved)) }),
    )
    await other.loadColumns()
    expect(other.getState()).toEqual(saved)
  })
})
