import { createIntl, createIntlCache } from 'react-intl'
import { describe, expect, it } from 'vitest'
import { en, type MessageKey, type Messages } from '../../shared/messages/catalogue'
import { loadMessages } from '../../shared/messages/load-messages'
import { uiLanguages } from '../../shared/settings'

/** Of ICU's syntax tree: what is filled in, of which type, and the cases of a plural. */
interface Part {
  readonly type: number
  readonly value?: unknown
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>
}

const PLURAL = 6

const formatters = createIntl({ locale: 'en', messages: en }, createIntlCache()).formatters

function parse(message: string, language: string): readonly Part[] {
  return formatters.getMessageFormat(message, language).getAst()
}

function allParts(parts: readonly Part[]): readonly Part[] {
  return parts.flatMap((part) => [
    part,
    ...Object.values(part.options ?? {}).flatMap(({ value }) => allParts(value)),
  ])
}

/** Names of what is filled in, each with its type; literal text and `#` have none. */
function slots(parts: readonly Part[]): readonly string[] {
  const named = allParts(parts).filter(({ type }) => type !== 0 && type !== 7)
  return [...new Set(named.map(({ type, value }) => `${String(value)}:${type}`))].sort()
}

const keys = Object.keys(en) as MessageKey[]

/** Words that are the same in a language as in English, names, codes and examples. */
const SAME: ReadonlySet<string> = new Set([
  'Refshelf',
  ...['CSV', 'JSON', 'XML', 'PDF', 'Flex', '{width} × {height}', '27665601, 27665602', 'SHA-256'],
  ...['{count, number} B', '{count, number} s', '{count, number} min', '{count, number} h'],
  ...['{first}, {second}', '{name}: {value}', '{name}, {facts}', '{account} · {name}'],
  ...['{zoom, number, percent}', '{size}/s', '{name}: {sum}.'],
  ...['{size}\u00a0KB', '{size}\u00a0MB', '{size}\u00a0GB', '{size}\u00a0TB'],
])

/** Words that a language shares with English, by language. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  de: [
    ...['Text', 'Server', 'Segment', 'Segment {segment}', 'Segment {id}', 'Name', 'Orange', 'Filter'],
    ...[
      'Downloads',
      'Uploads',
      'Jobs',
      'Scope',
      'Assets',
      'Video',
      'Audio',
      'Details',
      'Alt',
      'Esc',
      'Offline',
    ],
  ],
  fr: [
    ...[
      'Segment',
      'Segment {segment}',
      'Segment {id}',
      'segment {id}',
      'Segments',
      'Type',
      'Image',
      'Audio',
      'Archive',
    ],
    ...['Zoom', 'Services', 'Protection', 'Orange', 'Pages', 'Notifications', 'Menu', 'Ctrl', 'Alt'],
  ],
  es: ['Color', 'Audio', 'Zoom', '({count} bytes)', 'Ctrl', 'Alt', 'Esc'],
  ja: ['Home', 'End', 'Ctrl', 'Shift', 'Alt', 'Esc', 'Delete'],
}

describe.each(uiLanguages.filter((each) => each !== 'en'))('the catalogue in %s', (language) => {
  const read = (): Promise<Messages> => loadMessages(language)

  it('fills in what English does, and nothing else', async () => {
    const messages = await read()
    const wrong = keys.filter(
      (key) => slots(parse(messages[key], language)).join() !== slots(parse(en[key], 'en')).join(),
    )
    expect(wrong).toEqual([])
  })

  it('has every case that a plural of the language needs, and no other', async () => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories.slice().sort()
    const messages = await read()
    const wrong = keys.filter((key) =>
      allParts(parse(messages[key], language))
        .filter(({ type }) => type === PLURAL)
        .some(({ options = {} }) => {
          const cases = Object.keys(options).filter((each) => !each.startsWith('='))
          return cases.sort().join() !== needed.join()
        }),
    )
    expect(wrong).toEqual([])
  })

  it('leaves no English text', async () => {
    const messages = await read()
    const shared = SHARED[language] ?? []
    const same = keys.filter((key) => messages[key] === en[key])
    expect(same.filter((key) => !SAME.has(en[key]) && !shared.includes(en[key]))).toEqual([])
  })

  it('has no empty text, and none that begins or ends unlike the English one', async () => {
    const messages = await read()
    // Japanese sets no spaces between words.
    const edges = (text: string): string =>
      language === 'ja' ? '' : `${/^\s/.test(text)}${/\s$/.test(text)}`
    const wrong = keys.filter((key) => messages[key].trim() === '' || edges(messages[key]) !== edges(en[key]))
    expect(wrong).toEqual([])
  })
})

describe('typography', () => {
  const texts = async (language: 'de' | 'fr' | 'es' | 'ja'): Promise<readonly string[]> => {
    const messages = await loadMessages(language)
    return keys.map((key) => messages[key])
  }

  it('has curled apostrophes and no straight quotes anywhere', async () => {
    for (const language of ['de', 'fr', 'es', 'ja'] as const) {
      expect((await texts(language)).filter((text) => /['"]/.test(text))).toEqual([])
    }
  })

  it('keeps French signs with their words', async () => {
    const bare = /[\p{L}\d}] [;:!?»]|[\p{L}\d}»][;!?»](?!\w)|« |(?<!https?)[\p{L}}]:(?!\/)/u
    expect((await texts('fr')).filter((text) => bare.test(text))).toEqual([])
  })

  it('quotes as German and Spanish do', async () => {
    expect((await texts('de')).filter((text) => /[«»]|”/.test(text))).toEqual([])
    expect((await texts('es')).filter((text) => /[“”„]/.test(text))).toEqual([])
    const open = (text: string): boolean => /[?]/.test(text) !== /¿/.test(text)
    expect((await texts('es')).filter(open)).toEqual([])
  })

  it('ends Japanese sentences as Japanese does', async () => {
    expect(
      (await texts('ja')).filter((text) => /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}][.,?!]/u.test(text)),
    ).toEqual([])
  })
})
