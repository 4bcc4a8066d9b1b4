/** One text in the four languages of the demo workspace. '' where a translation is still to be made. */
export type Text = readonly [en: string, de: string, fr: string, ja: string]

export const locales = ['en', 'de', 'fr', 'ja'] as const

export function textsByLocale(text: Text): Record<string, string> {
  const texts: Record<string, string> = {}
  locales.forEach((locale, index) => {
    const own = text[index] ?? ''
    if (own !== '') texts[locale] = own
  })
  return texts
}

/** Every item in every phrase, `{x}` standing for it. */
export function crossed(phrases: readonly Text[], items: readonly Text[]): Text[] {
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

/** As a project in the middle of its work looks: every `step`-th text has only its source. */
export function partly(texts: readonly Text[], step: number): Text[] {
  return texts.map((text, index) => (index % step === step - 1 ? [text[0], '', '', ''] : text))
}
