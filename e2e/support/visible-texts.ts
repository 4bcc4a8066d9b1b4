import type { Page } from '@playwright/test'

/** Texts that are not translated: data of the seed, codes, and output of Intl (dates, names of languages). */
export type KnownTexts = readonly string[]

/** Visible texts and names with parts from outside the catalogue; the pseudo-locale puts catalogue texts in ⟦⟧. */
export async function findUntranslated(page: Page, known: KnownTexts): Promise<readonly string[]> {
  const texts = await page.evaluate(() => {
    const names = [
      'aria-label',
      'aria-description',
      'aria-valuetext',
      'aria-roledescription',
      'title',
      'placeholder',
      'alt',
    ]
    const isShown = (element: Element | null): boolean =>
      element !== null &&
      element.checkVisibility({ checkVisibilityCSS: true }) &&
      element.closest('script, style') === null
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (isShown(node.parentElement)) found.push(node.textContent ?? '')
    }
    for (const element of document.querySelectorAll(names.map((name) => `[${name}]`).join(','))) {
      if (!isShown(element)) continue
      for (const name of names) found.push(element.getAttribute(name) ?? '')
    }
    return found
  })
  const remainders = texts.map((text) => ({ text, rest: withoutKnown(withoutMarked(text), known) }))
  return [...new Set(remainders.filter(({ rest }) => /\p{L}/u.test(rest)).map(({ text }) => text.trim()))]
}

/** The text outside the brackets, which may be nested. */
function withoutMarked(text: string): string {
  let [depth, rest] = [0, '']
  for (const character of text) {
    if (character === '⟦') depth += 1
    else if (character === '⟧') depth -= 1
    else if (depth === 0) rest += character
  }
  return rest
}

function withoutKnown(text: string, known: KnownTexts): string {
  const bare = text.replace(/\b(?:[0-9a-f]{32}){1,2}\b|\d{4}-\d\d-\d\dT[\d:.]+Z|^(?:[A-Z]|F\d+)$/g, ' ')
  return known.reduce((rest, knownText) => rest.replaceAll(knownText, ' '), bare)
}

/** Elements with clipped text but no ellipsis or title, and a page that scrolls horizontally. */
export async function findClipped(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const hasVisibleText = (element: Element): boolean =>
      element.checkVisibility({ checkVisibilityCSS: true }) && element.textContent.trim() !== ''
    const isClipped = (element: Element): boolean => {
      const style = getComputedStyle(element)
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element
      // A one-pixel box holds text for screen readers only.
      if (clientWidth <= 1 || clientHeight <= 1) return false
      const hides = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip'
      const isWide = scrollWidth > clientWidth + 1
      const isButton = element.matches('button, [role=radio], [role=menuitem], select')
      if (isWide && isButton && !hides(style.overflowX)) return true
      if (isWide && hides(style.overflowX))
        return style.textOverflow !== 'ellipsis' && element.closest('[title]') === null
      return hides(style.overflowY) && scrollHeight > clientHeight + 2 && element.children.length === 0
    }
    const clipped = [...document.querySelectorAll('body *')].filter(
      (element) => hasVisibleText(element) && isClipped(element),
    )
    const descriptions = clipped.map(
      (element) =>
        `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}: ${element.textContent.slice(0, 60)}`,
    )
    const root = document.documentElement
    return root.scrollWidth > root.clientWidth
      ? [...descriptions, 'the page scrolls horizontally']
      : descriptions
  })
}
