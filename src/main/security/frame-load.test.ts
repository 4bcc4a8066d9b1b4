import { describe, expect, it } from 'vitest'
import { isFirstLoadOfFrame, type FrameNavigation } from './frame-load'

const viewer = 'preview://viewer/index.html'
const top = { url: 'app://bundle/index.html', parent: null }
const empty = { url: 'about:blank', parent: top }

function isAllowed(url: string, frame: FrameNavigation['frame'] = empty, isMainFrame = false): boolean {
  return isFirstLoadOfFrame({ url, isMainFrame, frame })
}

describe('a frame of the window', () => {
  it.each([viewer, 'preview://thumbnails/index.html'])('may load %s, once', (page) => {
    expect(isAllowed(page)).toBe(true)
    expect(isAllowed(page, { url: '', parent: top })).toBe(true)
    expect(isAllowed(page, { url: page, parent: top })).toBe(false)
  })

  it.each([
    ['https://example.com/'],
    ['http://127.0.0.1/'],
    ['about:blank'],
    ['data:text/html,x'],
    ['javascript:alert(1)'],
    ['file:///etc/passwd'],
    ['app://bundle/index.html'],
    ['app://other/index.html'],
    ['preview://viewer/'],
    ['preview://viewer/index.html?x'],
    ['preview://viewer/index.html#x'],
    ['preview://viewer/file/0123456789abcdef'],
    ['preview://asset/0123456789abcdef'],
    ['preview://copy/0123456789abcdef'],
    ['mailto:a@example.com'],
  ])('may not navigate to %s', (address) => {
    expect(isAllowed(address)).toBe(false)
  })

  it('must be a direct child of our page', () => {
    expect(isAllowed(viewer, top, true)).toBe(false)
    expect(isAllowed(viewer, empty, true)).toBe(false)
    expect(isAllowed(viewer, { url: '', parent: { url: viewer, parent: top } })).toBe(false)
    expect(isAllowed(viewer, { url: '', parent: { url: 'https://example.com/', parent: null } })).toBe(false)
    expect(isAllowed(viewer, { url: '', parent: null })).toBe(false)
    expect(isAllowed(viewer, null)).toBe(false)
  })
})
