import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The rules of axe that depend on the theme and not on the language. */
const colorRules = ['color-contrast', 'link-in-text-block']

/** The kinds of rules that depend on the texts: names, labels, the language, and what scrolls because a text is long. */
const textTags = ['cat.name-role-value', 'cat.text-alternatives', 'cat.forms', 'cat.language', 'cat.keyboard']

/**
 * Expects no serious or critical axe violation on the current screen. A journey that repeats the screens of another one in a
 * different theme checks the rules about color only, and one that repeats them in a different language those about texts.
 */
export async function expectClean(
  page: Page,
  screen: string,
  rules: 'all' | 'color' | 'text' = 'all',
): Promise<void> {
  // Only violations: describing the thousands of elements that pass takes a third of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  if (rules === 'color') axe.withRules(colorRules)
  if (rules === 'text') axe.withTags(textTags)
  const { violations } = await axe.analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(
    serious.map(
      ({ id, nodes }) => `${screen}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    ),
  ).toEqual([])
}

export const allThemes = ['light', 'dark', 'forced colours'] as const

/** Expects no violation in each of these themes. All but the light one change colors only. */
export async function expectCleanInThemes(
  page: Page,
  screen: string,
  themes: readonly (typeof allThemes)[number][],
): Promise<void> {
  for (const theme of themes) {
    await page.emulateMedia({
      colorScheme: theme === 'dark' ? 'dark' : 'light',
      forcedColors: theme === 'forced colours' ? 'active' : 'none',
    })
    await expectClean(page, `${screen}, ${theme}`, theme === 'light' ? 'all' : 'color')
  }
  await page.emulateMedia({ colorScheme: null, forcedColors: null })
}
