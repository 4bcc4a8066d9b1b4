import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { succeed } from '../../../shared/result'
import { fakeWindowApi, packedListing, sampleAsset } from '../../../testing/window-api'
import { AssetBrowser } from './asset-browser'
import { createBrowseStore } from './browse-store'

const assets = [
  sampleAsset({ name: 'pexels-gons3.jpg', locale: 'en', relativePath: 'public\\views' }),
  sampleAsset({ name: 'pexels-gons3.jpg', locale: 'de', relativePath: 'public\\views' }),
  sampleAsset({ name: '<img src=x onerror=alert(1)>.svg' }),
]
const place = { kind: 'segments', scope: 'pr7214', segmentIds: [27665601] } as const

async function show(shown = assets) {
  const api = fakeWindowApi({ openPlace: () => Promise.resolve(succeed(packedListing(shown, { place }))) })
  const store = createBrowseStore(api)
  await store.openPlace(place)
  const onDelete = vi.fn()
  const onMenu = vi.fn()
  const onCopy = vi.fn()
  const onPreview = vi.fn()
  render(
    <AssetBrowser
      store={store}
      gridRef={{ current: null }}
      searchRef={{ current: null }}
      isPlanning={false}
      hasDetails={false}
      isReadOnly={false}
      upload={() => null}
      onDownload={() => undefined}
      tools={() => null}
      notice={null}
      onDelete={onDelete}
      onMenu={onMenu}
      onCopy={onCopy}
      onPreview={onPreview}
      onToggleDetails={() => undefined}
    />,
  )
  return { store, onDelete, onMenu, onCopy, onPreview, user: userEvent.setup() }
}

describe('the asset grid', () => {
  // The test DOM has no layout: without a height the virtual list would render no rows.
  beforeEach(() => {
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900)
  })
  afterEach(cleanup)

  it('has a row count that includes the header', async () => {
    await show()
    const grid = screen.getByRole('grid', { name: 'Assets' })
    expect(grid.getAttribute('aria-rowcount')).toBe('4')
    expect(grid.getAttribute('aria-multiselectable')).toBe('true')
    expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('ascending')
  })

  it('names each row by file, language, folder and segment', async () => {
    await show()
    const row = screen.getByRole('row', { name: 'pexels-gons3.jpg, de, public/views, 27665601' })
    expect(row.getAttribute('aria-selected')).toBe('false')
    expect(row.getAttribute('aria-rowindex')).toBe('3')
  })

  it('marks names that look like another one', async () => {
    await show(['o.png', '\u043e.png', 'z.png'].map((name) => sampleAsset({ name })))
    const rows = screen.getAllByRole('row').slice(1)
    const isMarked = rows.map(
      (row) => row.getAttribute('aria-description')?.includes('looks the same') ?? false,
    )
    expect(isMarked.filter(Boolean)).toHaveLength(2)
    expect(screen.getAllByText('Looks alike')).toHaveLength(2)
  })

  it('marks what a search found in names and folders, and nothing without a search', async () => {
    const { store } = await show()
    expect(document.querySelector('mark')).toBeNull()
    act(() => store.search('VIEWS/pexels'))
    const marks = [...document.querySelectorAll('[role="row"] mark')].map(({ textContent }) => textContent)
    expect(marks).toEqual(['pexels', 'views', 'pexels', 'views'])
    expect(screen.getByRole('row', { name: 'pexels-gons3.jpg, de, public/views, 27665601' })).toBeDefined()
    act(() => store.search('3.jpg'))
    expect(document.querySelector('mark')?.textContent).toBe('3.jpg')
    act(() => store.setViewMode('grid'))
    expect(document.querySelector('[role="gridcell"] mark')?.textContent).toBe('3.jpg')
  })

  it('shows markup in names as text', async () => {
    await show()
    const row = screen.getByRole('row', { name: '<img src=x onerror=alert(1)>.svg, all, -, 27665601' })
    expect(row.querySelector('img')).toBeNull()
    expect(row.textContent).toContain('<img src=x onerror=alert(1)>.svg')
  })

  it('selects with the mouse and starts a deletion with the Delete key', async () => {
    const { store, onDelete, user } = await show()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Delete' }).disabled).toBe(true)
    await user.click(screen.getByRole('row', { name: /, de,/ }))
    expect(store.selected()).toEqual([assets[1]])
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Delete' }).disabled).toBe(false)
    screen.getByRole('grid').focus()
    await user.keyboard('{Delete}')
    expect(onDelete).toHaveBeenCalledTimes(1)
  })

  it('opens the preview with Space, Enter and a double click, and keeps a multiple selection', async () => {
    const { store, onPreview, user } = await show()
    screen.getByRole('grid').focus()
    await user.keyboard('{Home}[Space]')
    expect(onPreview).toHaveBeenCalledTimes(1)
    expect(store.selected()).toEqual([assets[2]])
    await user.keyboard('{Enter}')
    await user.dblClick(screen.getByRole('row', { name: /, de,/ }))
    expect(onPreview).toHaveBeenCalledTimes(3)
    store.selectAll()
    await user.keyboard('[Space]')
    expect(store.selected()).toHaveLength(3)
  })

  it('keeps a multiple selection while one of its rows is pressed, so that all can be dragged', async () => {
    const { store, user } = await show()
    store.selectAll()
    const row = screen.getByRole('row', { name: /, de,/ })
    expect(row.getAttribute('draggable')).toBe('true')
    fireEvent.mouseDown(row)
    expect(store.selected()).toHaveLength(3)
    await user.click(row)
    expect(store.selected()).toEqual([assets[1]])
  })

  it('selects a right-clicked row, unless it is part of the selection', async () => {
    const { store, onMenu, user } = await show()
    store.selectAll()
    await user.pointer({ keys: '[MouseRight]', target: screen.getByRole('row', { name: /, de,/ }) })
    expect(store.selected()).toHaveLength(3)
    store.selectNone()
    await user.pointer({ keys: '[MouseRight]', target: screen.getByRole('row', { name: /, de,/ }) })
    expect(store.selected()).toEqual([assets[1]])
    expect(onMenu).toHaveBeenCalledTimes(2)
  })

  it('leaves Delete and Ctrl+A in the search box to the text', async () => {
    const { store, onDelete, user } = await show()
    store.select((selection) => ({ ...selection, keys: new Set([assets[0]?.key ?? '']) }))
    const box = screen.getByRole('searchbox', { name: 'Search assets' })
    await user.type(box, 'pex')
    await user.keyboard('{Control>}a{/Control}{Delete}')
    expect(onDelete).not.toHaveBeenCalled()
    expect(store.selected()).toEqual([assets[0]])
  })

  it('sorts when a header is clicked', async () => {
    const { store, user } = await show()
    await user.click(screen.getByRole('button', { name: 'Language' }))
    expect(store.getState().sort).toEqual({ column: 'language', direction: 'ascending' })
    expect(screen.getByRole('columnheader', { name: 'Language' }).getAttribute('aria-sort')).toBe('ascending')
  })

  it('copies the names or the identities of the selected files', async () => {
    const { onCopy, user } = await show()
    screen.getByRole('grid').focus()
    await user.keyboard('{Control>}c{/Control}')
    await user.keyboard('{Control>}{Shift>}C{/Shift}{/Control}')
    expect(onCopy.mock.calls).toEqual([['names'], ['identities']])
  })

  it('opens the menu of the selection with the menu key, whose event targets the grid', async () => {
    const { store, onMenu } = await show()
    store.selectAll()
    fireEvent.contextMenu(screen.getByRole('grid'))
    expect(onMenu).toHaveBeenCalledTimes(1)
    expect(store.selected()).toHaveLength(3)
  })

  it('closes and opens all groups with Alt and an arrow key', async () => {
    const { store, user } = await show()
    store.groupBy('language')
    await screen.findByRole('gridcell', { name: /^de, / })
    screen.getByRole('grid').focus()
    await user.keyboard('{Alt>}{ArrowLeft}{/Alt}')
    expect(screen.queryAllByRole('row', { name: /27665601/ })).toEqual([])
    await user.keyboard('{Alt>}{ArrowRight}{/Alt}')
    expect(screen.getAllByRole('row', { name: /27665601/ })).toHaveLength(3)
  })

  it('shows the same files as tiles, which are cells with the same names', async () => {
    const { user } = await show()
    await user.click(screen.getByRole('radio', { name: 'Grid' }))
    expect(screen.queryByRole('columnheader')).toBeNull()
    await user.click(screen.getByRole('gridcell', { name: 'pexels-gons3.jpg, de, public/views, 27665601' }))
    expect(screen.getByRole('gridcell', { name: /, de,/ }).getAttribute('aria-selected')).toBe('true')
  })
})
