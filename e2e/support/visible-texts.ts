import type { Page } from '@playwright/test'

/** Texts that nobody translates: data of the seed, codes, and what Intl makes (dates, names of languages). */
export type KnownTexts = readonly string[]

/** Visible texts and accessible names that are not wholly made of the catalogue's, as the pseudo-locale marks them. */
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
  const left = texts.map((text) => ({ text, rest: withoutKnown(withoutMarked(text), known) }))
  return [...new Set(left.filter(({ rest }) => /\p{L}/u.test(rest)).map(({ text }) => text.trim()))]
}

/** What stands outside of the brackets, which may stand in each other. */
function withoutMarked(text: string): string {
  let [depth, rest] = [0, '']
  for (const sign of text) {
    if (sign === '⟦') depth += 1
    else if (sign === '⟧') depth -= 1
    else if (depth === 0) rest += sign
  }
  return rest
}

function withoutKnown(text: string, known: KnownTexts): string {
  const bare = text.replace(/\b(?:[0-9a-f]{32}){1,2}\b|\d{4}-\d\d-\d\dT[\d:.]+Z|^(?:[A-Z]|F\d+)$/g, ' ')
  return known.reduce((rest, each) => rest.replaceAll(each, ' '), bare)
}

/** Elements whose text is cut off, with neither an ellipsis nor a title that has the whole; and pages that scroll sideways. */
export async function findClipped(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const isRead = (element: Element): boolean =>
      element.checkVisibility({ checkVisibilityCSS: true }) && element.textContent.trim() !== ''
    const isCut = (element: Element): boolean => {
      const style = getComputedStyle(element)
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element
      // A box of one pixel holds what only screen readers get.
      if (clientWidth <= 1 || clientHeight <= 1) return false
      const hides = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip'
      const isWide = scrollWidth > clientWidth + 1
      const isButton = element.matches('button, [role=radio], [role=menuitem], select')
      if (isWide && isButton && !hides(style.overflowX)) return true
      if (isWide && hides(style.overflowX))
        return style.textOverflow !== 'ellipsis' && element.closest('[title]') === null
      return hides(style.overflowY) && scrollHeight > clientHeight + 2 && element.children.length === 0
    }
    const cut = [...document.querySelectorAll('body *')].filter(
      (element) => isRead(element) && isCut(element),
    )
    const named = cut.map(
      (element) =>
        `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}: ${element.textContent.slice(0, 60)}`,
    )
    const root = document.documentElement
    return root.scrollWidth > root.clientWidth ? [...named, 'the page scrolls sideways'] : named
  })
}
