/** Dialogs and menus restore the focus themselves shortly after they close. Wait this long, in ms, and two frames for them. */
const restoreDelayMs = 80

const focusableSelector = [
  'button:not(:disabled)',
  'input:not(:disabled)',
  'select:not(:disabled)',
  'textarea:not(:disabled)',
  'a[href]',
  '[tabindex="0"]',
].join(', ')

/** Boundaries of the search for an element near the one that lost the focus. */
const landmarkSelector = 'main, aside, header, nav, footer, body'

function isShown(element: HTMLElement): boolean {
  return element.getClientRects().length > 0
}

function findFirstFocusable(root: ParentNode): HTMLElement | null {
  const grid = root.querySelector<HTMLElement>('[role="grid"][tabindex="0"]')
  if (grid !== null) return grid
  return [...root.querySelectorAll<HTMLElement>(focusableSelector)].find(isShown) ?? null
}

function withAncestors(element: Element): readonly Element[] {
  const chain: Element[] = []
  for (let current: Element | null = element; current !== null; current = current.parentElement)
    chain.push(current)
  return chain
}

/** Whether an element has been removed or disabled, and so lost the focus without the user moving it. */
function isUnfocusable(element: Element): boolean {
  return !element.isConnected || element.matches(':disabled')
}

/** Whether a dialog is open that does not contain the element. A new dialog takes the focus itself, a moment after it opens. */
function isBehindDialog(element: HTMLElement): boolean {
  const dialogs = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')]
  return dialogs.length > 0 && !dialogs.some((dialog) => dialog.contains(element))
}

/** An element near the one that lost the focus, else the screen's list, else the current navigation item. */
function findNextFocus([, ...ancestors]: readonly Element[]): HTMLElement | null {
  const end = ancestors.findIndex((ancestor) => ancestor.matches(landmarkSelector))
  for (const ancestor of ancestors.slice(0, end === -1 ? ancestors.length : end)) {
    const nearby = ancestor.isConnected ? findFirstFocusable(ancestor) : null
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
 * Moves the focus to a nearby element when the focused one is removed or disabled, such as a dismissed note or a cleared
 * filter. Otherwise the browser moves it to the body, where screen readers fall silent. Only the focused element and its
 * ancestors are observed, so scrolling a long list costs nothing. Returns a function that stops it.
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
    const [lastFocused] = focusChain
    if (document.activeElement !== document.body || !(lastFocused instanceof HTMLElement)) return
    // A button that was disabled only briefly gets the focus back.
    const next = isUnfocusable(lastFocused) ? findNextFocus(focusChain) : lastFocused
    if (next !== null && !isBehindDialog(next)) next.focus()
  }

  function scheduleRestore(): void {
    const [lastFocused] = focusChain
    if (lastFocused === undefined || !isUnfocusable(lastFocused)) return
    cancelRestore()
    timer = setTimeout(() => afterFrames(2, restore), restoreDelayMs)
  }

  const observer = new MutationObserver(scheduleRestore)

  function trackFocus({ target }: FocusEvent): void {
    if (!(target instanceof Element) || target === document.body) return
    focusChain = withAncestors(target)
    observer.disconnect()
    observer.observe(target, { attributes: true, attributeFilter: ['disabled'] })
    for (const ancestor of focusChain.slice(1)) observer.observe(ancestor, { childList: true })
  }

  document.addEventListener('focusin', trackFocus)
  return () => {
    document.removeEventListener('focusin', trackFocus)
    observer.disconnect()
    cancelRestore()
  }
}
