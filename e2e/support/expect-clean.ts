import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The rules of axe that depend on the theme and not on the language. */
const colorRules = ['color-contrast', 'link-in-text-block']

/**
 * Expects no serious or critical axe violation on the current screen. A journey that repeats the screens of another one in a
 * different theme checks the rules about color only, and one that repeats them in a different language all others.
 */
export async function expectClean(
  page: Page,
  screen: string,
  rules: 'all' | 'color' | 'not-color' = 'all',
): Promise<void> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  if (rules === 'color') axe.withRules(colorRules)
  if (rules === 'not-color') axe.disableRules(colorRules)
  const { violations } = await axe.analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(
    serious.map(
      ({ id, nodes }) => `${screen}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    ),
  ).toEqual([])
}
