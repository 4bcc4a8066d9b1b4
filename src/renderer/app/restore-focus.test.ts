import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { restoreFocus } from './restore-focus'

function element(id: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`#${id}`)
  if (found === null) throw new Error(`no element #${id}`)
  return found
}

describe('restoreFocus', () => {
  let stop = (): void => undefined

  beforeEach(() => {
    // The test DOM has no layout, so count every element as visible.
    vi.spyOn(HTMLElement.prototype, 'getClientRects').mockReturnValue([
      new DOMRect(),
    ] as unknown as DOMRectList)
    document.body.innerHTML = `
      <nav><button id="nav" aria-current="page"></button></nav>
      <main>
        <p><span id="chip"><button id="filter"></button><button id="clear"></button></span></p>
        <button id="restore"></button>
        <div id="list" role="grid" tabindex="0"></div>
      </main>
      <div id="portal"><button id="confirm"></button></div>`
    stop = restoreFocus()
  })
  afterEach(() => {
    stop()
    document.body.innerHTML = ''
  })

  const expectFocusedId = () => expect.poll(() => document.activeElement?.id)

  it('moves the focus to the nearest element', async () => {
    element('clear').focus()
    element('clear').remove()
    await expectFocusedId().toBe('filter')
  })

  it('moves the focus to the list if nothing is nearby: after a dialog, or when a button is disabled', async () => {
    element('confirm').focus()
    element('portal').remove()
    await expectFocusedId().toBe('list')
    element('restore').focus()
    // A browser takes the focus from a disabled button.
    element('restore').blur()
    element('restore').setAttribute('disabled', '')
    await expectFocusedId().toBe('list')
  })

  it('leaves the focus to a dialog that has opened', async () => {
    element('restore').focus()
    element('restore').blur()
    element('restore').setAttribute('disabled', '')
    const dialog = document.createElement('div')
    dialog.setAttribute('role', 'alertdialog')
    document.body.append(dialog)
    const focusList = vi.spyOn(element('list'), 'focus')
    const requestFrame = vi.spyOn(window, 'requestAnimationFrame')
    // After two frames the focus would have been restored.
    await expect.poll(() => requestFrame.mock.calls.length).toBe(2)
    await new Promise((resolve) => requestAnimationFrame(resolve))
    expect(focusList).not.toHaveBeenCalled()
    dialog.remove()
  })

  it('returns the focus to a button that was disabled only briefly', async () => {
    element('restore').focus()
    element('restore').blur()
    element('restore').setAttribute('disabled', '')
    await Promise.resolve()
    element('restore').removeAttribute('disabled')
    await expectFocusedId().toBe('restore')
  })

  it('moves the focus to the current navigation item if the screen has nothing to focus', async () => {
    element('restore').focus()
    document.querySelector('main')?.replaceChildren()
    await expectFocusedId().toBe('nav')
  })

  it('does nothing if the user moved the focus or another element has it', async () => {
    element('clear').focus()
    element('clear').blur()
    element('filter').focus()
    element('clear').remove()
    await new Promise((resolve) => setTimeout(resolve, 120))
    expect(document.activeElement?.id).toBe('filter')
    element('filter').blur()
    element('restore').remove()
    await new Promise((resolve) => setTimeout(resolve, 120))
    expect(document.activeElement).toBe(document.body)
  })
})
