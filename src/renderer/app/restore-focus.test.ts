import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { restoreFocus } from './restore-focus'

function element(id: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`#${id}`)
  if (found === null) throw new Error(`no ${id}`)
  return found
}

describe('the focus, when what has it goes', () => {
  let stop = (): void => undefined

  beforeEach(() => {
    // Nothing is laid out here: everything counts as shown.
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

  const focused = () => expect.poll(() => document.activeElement?.id)

  it('is brought to what stands nearest', async () => {
    element('clear').focus()
    element('clear').remove()
    await focused().toBe('filter')
  })

  it('is brought to the list where nothing is near: after a dialog, or a button that is disabled', async () => {
    element('confirm').focus()
    element('portal').remove()
    await focused().toBe('list')
    element('restore').focus()
    // The browser takes the focus from a button that is disabled.
    element('restore').blur()
    element('restore').setAttribute('disabled', '')
    await focused().toBe('list')
  })

  it('is left to a dialog that came meanwhile', async () => {
    element('restore').focus()
    element('restore').blur()
    element('restore').setAttribute('disabled', '')
    const dialog = document.createElement('div')
    dialog.setAttribute('role', 'alertdialog')
    document.body.append(dialog)
    const focus = vi.spyOn(element('list'), 'focus')
    const frames = vi.spyOn(window, 'requestAnimationFrame')
    // The two frames that are left to others, and then it would have been done.
    await expect.poll(() => frames.mock.calls.length).toBe(2)
    await new Promise((resolve) => requestAnimationFrame(resolve))
    expect(focus).not.toHaveBeenCalled()
    dialog.remove()
  })

  it('is given back to a button that was disabled for a moment only', async () => {
    element('restore').focus()
    element('restore').blur()
    element('restore').setAttribute('disabled', '')
    await Promise.resolve()
    element('restore').removeAttribute('disabled')
    await focused().toBe('restore')
  })

  it('is brought to the current part of the app where the screen has nothing to focus', async () => {
    element('restore').focus()
    document.querySelector('main')?.replaceChildren()
    await focused().toBe('nav')
  })

  it('is left alone where the user took it away, or somebody has it already', async () => {
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
