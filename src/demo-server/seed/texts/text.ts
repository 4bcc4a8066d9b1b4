/** A text in the four languages of the demo workspace, with '' for a missing translation. */
export type Text = readonly [en: string, de: string, fr: string, ja: string]

export const locales = ['en', 'de', 'fr', 'ja'] as const

export function textsByLocale(text: Text): Record<string, string> {
  const texts: Record<string, string> = {}
  locales.forEach((locale, index) => {
    const translation = text[index] ?? ''
    if (translation !== '') texts[locale] = translation
  })
  return texts
}

/** Every phrase with every item in place of `{x}`. */
export function combine(phrases: readonly Text[], items: readonly Text[]): Text[] {
  const fill = (phrase: string, item: string) => (item === '' ? '' : phrase.replaceAll('{x}', item))
  return items.flatMap((item) =>
    phrases.map((phrase): Text => [
      fill(phrase[0], item[0]),
      fill(phrase[1], item[1]),
      fill(phrase[2], item[2]),
      fill(phrase[3], item[3]),
    ]),
  )
}

/** Removes the translations of every `step`-th text, as in an unfinished project. */
export function partlyTranslated(texts: readonly Text[], step: number): Text[] {
  return texts.map((text, index) => (index % step === step - 1 ? [text[0], '', '', ''] : text))
}
