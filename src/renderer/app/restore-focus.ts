/** Dialogs and menus give the focus back by themselves, in a frame after they went: this time, ms, and two frames are theirs. */
const restoreDelayMs = 80

const focusableSelector = [
  'button:not(:disabled)',
  'input:not(:disabled)',
  'select:not(:disabled)',
  'textarea:not(:disabled)',
  'a[href]',
  '[tabindex="0"]',
].join(', ')

/** Where the parts of the window begin: what is around something, and still belongs to it, ends there. */
const landmarkSelector = 'main, aside, header, nav, footer, body'

function isShown(element: HTMLElement): boolean {
  return element.getClientRects().length > 0
}

function findFirstFocusable(root: ParentNode): HTMLElement | null {
  const list = root.querySelector<HTMLElement>('[role="grid"][tabindex="0"]')
  if (list !== null) return list
  return [...root.querySelectorAll<HTMLElement>(focusableSelector)].find(isShown) ?? null
}

function withAncestors(element: Element): readonly Element[] {
  const chain: Element[] = []
  for (let each: Element | null = element; each !== null; each = each.parentElement) chain.push(each)
  return chain
}

/** Whether something can't have the focus any more, though nobody took it away. */
function isUnfocusable(element: Element): boolean {
  return !element.isConnected || element.matches(':disabled')
}

/** A dialog that has just come takes the keyboard by itself, a moment after it stands there. */
function isBehindDialog(element: HTMLElement): boolean {
  const dialogs = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')]
  return dialogs.length > 0 && !dialogs.some((dialog) => dialog.contains(element))
}

/** Near what had the focus; else the list of the screen; else wherever the window begins. */
function findNextFocus([, ...ancestors]: readonly Element[]): HTMLElement | null {
  const end = ancestors.findIndex((each) => each.matches(landmarkSelector))
  for (const each of ancestors.slice(0, end === -1 ? ancestors.length : end)) {
    const nearby = each.isConnected ? findFirstFocusable(each) : null
    if (nearby !== null) return nearby
  }
  const main = document.querySelector('main')
  return (
    (main === null ? null : findFirstFocusable(main)) ??
    document.querySelector<HTMLElement>('nav [aria-current="page"]') ??
    findFirstFocusable(document)
  )
}

/**
 * A note that is dismissed, a chip that is cleared, a button that has done its work: what had the focus goes, and the
 * browser leaves the keyboard at the top of the window, where a screen reader says nothing. This brings it to what
 * stands nearest. Only what is around the focus is watched, so that scrolling a long list costs nothing.
 */
export function restoreFocus(): () => void {
  let focusChain: readonly Element[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let frame = 0

  function cancelRestore(): void {
    clearTimeout(timer)
    cancelAnimationFrame(frame)
  }

  function afterFrames(frameCount: number, callback: () => void): void {
    frame = requestAnimationFrame(() => (frameCount > 1 ? afterFrames(frameCount - 1, callback) : callback()))
  }

  function restore(): void {
    const [last] = focusChain
    if (document.activeElement !== document.body || !(last instanceof HTMLElement)) return
    // A button that is disabled while its work lasts can have it back.
    const next = isUnfocusable(last) ? findNextFocus(focusChain) : last
    if (next !== null && !isBehindDialog(next)) next.focus()
  }

  function scheduleRestore(): void {
    const [last] = focusChain
    if (last === undefined || !isUnfocusable(last)) return
    cancelRestore()
    timer = setTimeout(() => afterFrames(2, restore), restoreDelayMs)
  }

  const observer = new MutationObserver(scheduleRestore)

  function trackFocus({ target }: FocusEvent): void {
    if (!(target instanceof Element) || target === document.body) return
    focusChain = withAncestors(target)
    observer.disconnect()
    observer.observe(target, { attributes: true, attributeFilter: ['disabled'] })
    for (const each of focusChain.slice(1)) observer.observe(each, { childList: true })
  }

  document.addEventListener('focusin', trackFocus)
  return () => {
    document.removeEventListener('focusin', trackFocus)
    observer.disconnect()
    cancelRestore()
  }
}
