import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PreviewAnswer, PreviewContent } from '../../../shared/preview'
import { fail, succeed, type Result } from '../../../shared/result'
import { respondDone, fakeWindowApi, deferred, sampleAsset } from '../../../testing/window-api'
import type { DrawResult, DrawOptions, Viewer } from '../../lib/viewer/viewer'
import { FullPreview } from './full-preview'
import { PreviewRegion } from './preview-region'
import { createPreviewStore } from './preview-store'

const asset = sampleAsset({ name: 'shot\u202egnp.exe', size: 2_000_000 })

function shownAnswer(content: PreviewContent): Result<PreviewAnswer> {
  return succeed({ state: 'shown', content, mediaType: null, bytes: 2_000_000, isCached: false })
}

const image = { kind: 'image', address: 'preview://asset/a', width: 4_000, height: 2_667 } as const
const pdf = { kind: 'pdf', address: 'preview://viewer/a' } as const

const plainText = {
  kind: 'text',
  text: 'a',
  form: 'plain',
  encoding: 'utf-8',
  encodingBasis: 'certain',
  isWhole: true,
} as const

/** A viewer without a frame that returns a fixed result. */
function fakeViewer(drawn: DrawResult) {
  const drawCalls: DrawOptions[] = []
  const viewer: Viewer = {
    draw: (options) => {
      drawCalls.push(options)
      return Promise.resolve(drawn)
    },
    closeFile: () => undefined,
  }
  return { viewer, drawCalls }
}

const page: DrawResult = {
  state: 'drawn',
  picture: { width: 300, height: 400 } as ImageBitmap,
  pages: 3,
  width: 595,
  height: 842,
}

async function show(
  answer: Result<PreviewAnswer> | Promise<Result<PreviewAnswer>>,
  drawn: DrawResult = page,
) {
  const api = fakeWindowApi({
    openPreview: () => Promise.resolve(answer),
    closePreview: respondDone,
    saveAsset: () => Promise.resolve(succeed({ fileName: 'shot.png' })),
  })
  const store = createPreviewStore(api)
  const onStep = vi.fn()
  const onDelete = vi.fn()
  const { viewer, drawCalls } = fakeViewer(drawn)
  store.showAsset(asset)
  render(
    <>
      <PreviewRegion store={store} viewer={viewer} asset={asset} heading={<h2>{asset.name}</h2>} />
      <FullPreview
        store={store}
        viewer={viewer}
        onStep={onStep}
        onDelete={onDelete}
        neighbours={{ position: 3, count: 318 }}
      />
    </>,
  )
  const loading = store.loadPreview()
  if (!(answer instanceof Promise)) await loading
  const opened = () => api.calls.filter(({ name }) => name === 'openPreview').length
  const openedWith = () => api.calls.filter(({ name }) => name === 'openPreview').map(({ input }) => input)
  const region = screen.getByRole('region', { name: 'Preview' })
  return {
    openedWith,
    store,
    region: within(region),
    onStep,
    onDelete,
    drawCalls,
    opened,
    user: userEvent.setup(),
  }
}

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(300)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(300)
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(300)
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(300)
  const context = { transferFromImageBitmap: () => undefined } as unknown as ImageBitmapRenderingContext
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context)
})
afterEach(cleanup)

describe('the preview pane', () => {
  it('names a picture after its file, isolated and with invisible characters escaped', async () => {
    const { region } = await show(shownAnswer(image))
    const picture = region.getByRole<HTMLImageElement>('img')
    expect(picture.alt).toBe('\u2068shotU+202Egnp.exe\u2069')
    expect(picture.getAttribute('src')).toBe('preview://asset/a')
  })

  it('shows its progress and can be cancelled', async () => {
    const { region, store, user } = await show(deferred<Result<PreviewAnswer>>().answer)
    await user.click(await region.findByRole('button', { name: 'Cancel' }))
    expect(store.getState().preview).toEqual({ step: 'waiting', offers: true })
    expect(region.queryByRole('progressbar')).toBeNull()
    expect(region.getByRole('button', { name: 'Load preview, 1 API call' })).toBeTruthy()
  })

  it('offers to load if main asks first, and loads at one press', async () => {
    const { region, user, opened } = await show(succeed({ state: 'asks', bytes: 5 }))
    await user.click(region.getByRole('button', { name: 'Load preview, 1 API call' }))
    expect(opened()).toBe(2)
  })

  const withheld = {
    state: 'held',
    mediaType: 'image/png',
    bytes: 9e7,
    width: 20_000,
    height: 20_000,
  } as const

  it('says why a file is withheld, and loads it anyway if that is safe', async () => {
    const { region, user, opened } = await show(succeed({ ...withheld, guard: 'pixels', canLoad: true }))
    expect(region.getByText(/20000 × 20000 pixels/)).toBeTruthy()
    await user.click(region.getByRole('button', { name: 'Load anyway' }))
    expect(opened()).toBe(2)
  })

  it('never offers to load a decompression bomb', async () => {
    const { region } = await show(succeed({ ...withheld, guard: 'bomb', canLoad: false }))
    expect(region.getByText(/so it is not opened/)).toBeTruthy()
    expect(region.queryByRole('button', { name: 'Load anyway' })).toBeNull()
  })

  it('says when the next API call becomes free', async () => {
    const { region } = await show(succeed({ state: 'no-room', until: Date.now() + 60_000 }))
    expect(
      region.getByText(/^The API calls available for previews are used up\. The next one is available at/),
    ).toBeTruthy()
  })

  it('shows a failure and can retry', async () => {
    const { region, user, opened } = await show(fail({ kind: 'unreachable', retry: 'now' }))
    expect(region.getByRole('alert').textContent).toContain('cannot be reached')
    await user.click(region.getByRole('button', { name: 'Try again' }))
    expect(opened()).toBe(2)
  })

  it('shows markup as plain text', async () => {
    const text = '<script>alert(1)</script>\n<b>bold</b>'
    const content = {
      kind: 'text',
      text,
      form: 'html',
      encoding: 'utf-8',
      encodingBasis: 'certain',
      isWhole: false,
    } as const
    const { region } = await show(shownAnswer(content))
    const rows = region.getByRole('group', { name: /^Text of/ })
    expect(rows.textContent).toContain('<script>alert(1)</script>')
    expect(rows.querySelector('b, script')).toBeNull()
    expect(region.getByText('HTML, shown as source')).toBeTruthy()
    expect(region.getByText('Only the beginning of this file is shown.')).toBeTruthy()
  })

  it('shows control characters as symbols, without losing the text', async () => {
    const text = 'a\u0002b\u001b\u007f\tc\u0085\u0000\u001a'
    const content = { ...plainText, text }
    const { region } = await show(shownAnswer(content))
    expect(region.getByRole('group', { name: /^Text of/ }).textContent).toContain(
      'a\u2402b\u241b\u2421\tcU+0085\u2400\u241a',
    )
  })

  it('says which encoding is a guess, and reads the text in the one that the user chooses', async () => {
    const { region, user, openedWith } = await show(
      shownAnswer({ ...plainText, encoding: 'windows-1251', encodingBasis: 'guessed' }),
    )
    await user.click(region.getByRole('button', { name: 'Encoding: Windows-1251 (guessed)' }))
    const menu = within(document.body).getByRole('menu')
    const automatic = within(menu).getByRole('menuitemradio', { name: 'Detect automatically' })
    expect(automatic.getAttribute('aria-checked')).toBe('true')
    await user.click(within(menu).getByRole('menuitemradio', { name: 'KOI8-R · Cyrillic' }))
    expect(openedWith().at(-1)).toMatchObject({ encoding: 'koi8-r' })
  })

  it('shows the chosen encoding as chosen', async () => {
    const { region, user, openedWith } = await show(
      shownAnswer({ ...plainText, encoding: 'koi8-r', encodingBasis: 'chosen' }),
    )
    await user.click(region.getByRole('button', { name: 'Encoding: KOI8-R' }))
    const menu = within(document.body).getByRole('menu')
    const chosen = within(menu).getByRole('menuitemradio', { name: 'KOI8-R · Cyrillic' })
    expect(chosen.getAttribute('aria-checked')).toBe('true')
    await user.click(within(menu).getByRole('menuitemradio', { name: 'Detect automatically' }))
    expect(openedWith().at(-1)).toMatchObject({ encoding: 'automatic' })
  })

  it('names a format that has no preview', async () => {
    const { region } = await show(shownAnswer({ kind: 'none', format: 'TIFF' }))
    expect(region.getByText('This is a TIFF file. There is no preview for this format.')).toBeTruthy()
  })

  it('turns the pages of a document', async () => {
    const { region, user, drawCalls } = await show(shownAnswer(pdf))
    expect(await region.findByText('Page 1 of 3')).toBeTruthy()
    expect(drawCalls[0]).toMatchObject({ kind: 'pdf', address: 'preview://viewer/a', page: 1 })
    await user.click(region.getByRole('button', { name: 'Next page' }))
    expect(region.getByText('Page 2 of 3')).toBeTruthy()
    await vi.waitFor(() => expect(drawCalls.at(-1)?.page).toBe(2))
  })

  it('says that drawing took too long', async () => {
    const { region } = await show(shownAnswer(pdf), { state: 'failed', reason: 'too-slow' })
    expect((await region.findByRole('alert')).textContent).toContain('took too long')
    expect(region.getByRole('button', { name: 'Try again' })).toBeTruthy()
  })

  it('has players with native controls but without a download button', async () => {
    const { region } = await show(shownAnswer({ kind: 'video', address: 'preview://asset/v' }))
    const player = region.getByLabelText<HTMLVideoElement>(/gnp\.exe/)
    expect(player.controls).toBe(true)
    expect(player.getAttribute('controlslist')).toContain('nodownload')
  })

  it('saves any file, even one without a preview', async () => {
    const { region, user } = await show(shownAnswer({ kind: 'none', format: null }))
    expect(region.getByText('There is no preview for this kind of file.')).toBeTruthy()
    await user.click(region.getByRole('button', { name: 'Save as' }))
    expect(await region.findByText(/^Saved as/)).toBeTruthy()
  })
})

describe('the full-size preview', () => {
  async function open(...facts: Parameters<typeof show>) {
    const harness = await show(...facts)
    await harness.user.click(harness.region.getByRole('button', { name: 'Full size' }))
    const dialog = within(await screen.findByRole('dialog', { name: /gnp\.exe/ }))
    return { ...harness, dialog }
  }

  it('is a dialog named after the file, with its position, size and dimensions', async () => {
    const { dialog } = await open(shownAnswer(image))
    expect(dialog.getByText('3 of 318')).toBeTruthy()
    expect(dialog.getByText(/2\sMB/)).toBeTruthy()
    expect(dialog.getByText('4000 × 2667')).toBeTruthy()
  })

  it.each([
    ['{ArrowRight}', 1],
    ['{ArrowDown}', 1],
    ['{ArrowLeft}', -1],
    ['{ArrowUp}', -1],
  ])('%s steps to the neighbour', async (key, step) => {
    const { user, onStep } = await open(shownAnswer(image))
    await user.keyboard(key)
    expect(onStep).toHaveBeenCalledWith(step)
  })

  it.each(['[Space]', '{Escape}', '{Enter}'])('%s closes it', async (key) => {
    const { user, store } = await open(shownAnswer(image))
    await user.keyboard(key)
    expect(store.getState().isFull).toBe(false)
  })

  it('leaves Space on a button to the button', async () => {
    const { user, store, dialog } = await open(shownAnswer(image))
    dialog.getByRole('button', { name: 'Zoom in' }).focus()
    await user.keyboard('[Space]')
    expect(store.getState().isFull).toBe(true)
  })

  it('zooms with keys', async () => {
    const { user, dialog } = await open(shownAnswer({ ...image, width: 3_000, height: 3_000 }))
    expect(dialog.getByRole('button', { name: 'Actual size, 10%' })).toBeTruthy()
    await user.keyboard('+')
    expect(dialog.getByRole('button', { name: 'Actual size, 17%' })).toBeTruthy()
    await user.keyboard('-')
    await user.keyboard('-')
    expect(dialog.getByRole('button', { name: 'Actual size, 5%' })).toBeTruthy()
    await user.keyboard('1')
    expect(dialog.getByRole('button', { name: 'Actual size, 100%' })).toBeTruthy()
    await user.keyboard('0')
    expect(dialog.getByRole('button', { name: 'Actual size, 10%' })).toBeTruthy()
  })

  it('turns pages with keys', async () => {
    const { user, store, dialog } = await open(shownAnswer(pdf))
    await dialog.findByText('Page 1 of 3')
    await user.keyboard('{PageDown}{PageDown}{PageDown}')
    expect(store.getState().page).toBe(3)
    await user.keyboard('{PageUp}')
    expect(store.getState().page).toBe(2)
  })

  it('closes on Delete and starts the deletion', async () => {
    const { user, store, onDelete } = await open(shownAnswer(image))
    await user.keyboard('{Delete}')
    expect(store.getState().isFull).toBe(false)
    expect(onDelete).toHaveBeenCalledTimes(1)
  })
})
