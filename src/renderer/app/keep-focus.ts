/** Dialogs and menus give the focus back by themselves, in a frame after they went: this time, ms, and two frames are theirs. */
const OTHERS_FIRST_MS = 80

const FOCUSABLE = [
  'button:not(:disabled)',
  'input:not(:disabled)',
  'select:not(:disabled)',
  'textarea:not(:disabled)',
  'a[href]',
  '[tabindex="0"]',
].join(', ')

/** Where the parts of the window begin: what is around something, and still belongs to it, ends there. */
const PART = 'main, aside, header, nav, footer, body'

function isShown(element: HTMLElement): boolean {
  return element.getClientRects().length > 0
}

function firstIn(root: ParentNode): HTMLElement | null {
  const list = root.querySelector<HTMLElement>('[role="grid"][tabindex="0"]')
  if (list !== null) return list
  return [...root.querySelectorAll<HTMLElement>(FOCUSABLE)].find(isShown) ?? null
}

function chainOf(element: Element): readonly Element[] {
  const around: Element[] = []
  for (let each: Element | null = element; each !== null; each = each.parentElement) around.push(each)
  return around
}

/** Whether something can't have the focus any more, though nobody took it away. */
function hasGone(element: Element): boolean {
  return !element.isConnected || element.matches(':disabled')
}

/** A dialog that has just come takes the keyboard by itself, a moment after it stands there. */
function isBehindDialog(element: HTMLElement): boolean {
  const dialogs = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')]
  return dialogs.length > 0 && !dialogs.some((dialog) => dialog.contains(element))
}

/** Near what had the focus; else the list of the screen; else wherever the window begins. */
function nextOf([, ...around]: readonly Element[]): HTMLElement | null {
  const end = around.findIndex((each) => each.matches(PART))
  for (const each of around.slice(0, end === -1 ? around.length : end)) {
    const near = each.isConnected ? firstIn(each) : null
    if (near !== null) return near
  }
  const main = document.querySelector('main')
  return (
    (main === null ? null : firstIn(main)) ??
    document.querySelector<HTMLElement>('nav [aria-current="page"]') ??
    firstIn(document)
  )
}

/**
 * A note that is dismissed, a chip that is cleared, a button that has done its work: what had the focus goes, and the
 * browser leaves the keyboard at the top of the window, where a screen reader says nothing. This brings it to what
 * stands nearest. Only what is around the focus is watched, so that scrolling a long list costs nothing.
 */
export function keepFocus(): () => void {
  let held: readonly Element[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let frame = 0

  function letGo(): void {
    clearTimeout(timer)
    cancelAnimationFrame(frame)
  }

  function afterFrames(frames: number, act: () => void): void {
    frame = requestAnimationFrame(() => (frames > 1 ? afterFrames(frames - 1, act) : act()))
  }

  function mend(): void {
    const [last] = held
    if (document.activeElement !== document.body || !(last instanceof HTMLElement)) return
    // A button that is disabled while its work lasts can have it back.
    const next = hasGone(last) ? nextOf(held) : last
    if (next !== null && !isBehindDialog(next)) next.focus()
  }

  function look(): void {
    const [last] = held
    if (last === undefined || !hasGone(last)) return
    letGo()
    timer = setTimeout(() => afterFrames(2, mend), OTHERS_FIRST_MS)
  }

  const observer = new MutationObserver(look)

  function hold({ target }: FocusEvent): void {
    if (!(target instanceof Element) || target === document.body) return
    held = chainOf(target)
    observer.disconnect()
    observer.observe(target, { attributes: true, attributeFilter: ['disabled'] })
    for (const each of held.slice(1)) observer.observe(each, { childList: true })
  }

  document.addEventListener('focusin', hold)
  return () => {
    document.removeEventListener('focusin', hold)
    observer.disconnect()
    letGo()
  }
}
