import { readFile } from 'node:fs/promises'
import {
  parse,
  TYPE,
  type MessageFormatElement,
  type PluralElement,
} from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from 'vitest'
import { uiLanguages } from '../settings'
import { en, type MessageKey, type Messages } from './catalogue'
import { loadMessages } from './load-messages'

const keys = Object.keys(en) as MessageKey[]

/** Null if the message is not valid ICU syntax. */
function parseMessage(message: string): readonly MessageFormatElement[] | null {
  try {
    return parse(message, { captureLocation: false })
  } catch {
    return null
  }
}

/** All elements of a message, including those inside tags and inside the cases of plurals and selects. */
function elements(message: string): readonly MessageFormatElement[] {
  const withInner = (element: MessageFormatElement): readonly MessageFormatElement[] => {
    if (element.type === TYPE.tag) return [element, ...element.children.flatMap(withInner)]
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return [element]
    return [element, ...Object.values(element.options).flatMap(({ value }) => value.flatMap(withInner))]
  }
  return (parseMessage(message) ?? []).flatMap(withInner)
}

/** What translations must not change about a placeholder or tag: name, type and format. */
function signature(element: MessageFormatElement): string | null {
  switch (element.type) {
    case TYPE.literal:
    case TYPE.pound:
      return null
    case TYPE.argument:
    case TYPE.tag:
      return `${TYPE[element.type]} ${element.value}`
    case TYPE.number:
    case TYPE.date:
    case TYPE.time:
      return `${TYPE[element.type]} ${element.value} ${JSON.stringify(element.style ?? '')}`
    case TYPE.plural:
      return `${element.pluralType ?? 'cardinal'} ${element.value} ${element.offset}`
    case TYPE.select:
      return `select ${element.value} ${Object.keys(element.options).sort().join()}`
  }
}

function signatures(message: string): readonly string[] {
  const all = elements(message).map(signature)
  return [...new Set(all.filter((text) => text !== null))].sort()
}

/** Whether a plural has exactly the categories of the language; exact cases (`=0`) are optional. */
function hasRequiredCases({ options, pluralType }: PluralElement, language: string): boolean {
  const rules = new Intl.PluralRules(language, pluralType === undefined ? {} : { type: pluralType })
  const cases = Object.keys(options).filter((name) => !name.startsWith('='))
  return cases.sort().join() === rules.resolvedOptions().pluralCategories.slice().sort().join()
}

describe.each(uiLanguages)('the catalogue in %s', (language) => {
  const read = (): Promise<Messages> => loadMessages(language)
  const keysWhere = async (isWrong: (text: string, key: MessageKey) => boolean) => {
    const messages = await read()
    return keys.filter((key) => Object.hasOwn(messages, key) && isWrong(messages[key], key))
  }

  it('is flat JSON with the keys of English, sorted and without duplicates', async () => {
    const file = await readFile(new URL(`${language}.json`, import.meta.url), 'utf8')
    const messages = await read()
    expect(Object.keys(messages)).toEqual([...keys].sort())
    // JSON keeps only the last of duplicate keys, so a file with duplicates would be longer.
    expect(file).toBe(`${JSON.stringify(messages, null, 2)}\n`)
  })

  it('is valid ICU message syntax', async () => {
    expect(await keysWhere((text) => parseMessage(text) === null)).toEqual([])
  })

  it('has the placeholders, formats and tags of English', async () => {
    expect(
      await keysWhere((text, key) => signatures(text).join('\n') !== signatures(en[key]).join('\n')),
    ).toEqual([])
  })

  it('has exactly the plural cases that the language needs', async () => {
    const isPlural = (element: MessageFormatElement) => element.type === TYPE.plural
    expect(
      await keysWhere(
        (text) =>
          !elements(text)
            .filter(isPlural)
            .every((plural) => hasRequiredCases(plural, language)),
      ),
    ).toEqual([])
  })

  it('has no empty texts, and no white space at the ends', async () => {
    expect(await keysWhere((text) => text === '' || text.trim() !== text)).toEqual([])
  })

  it('has curled apostrophes and no straight quotes', async () => {
    expect(await keysWhere((text) => /['"]/.test(text))).toEqual([])
  })

  it('uses only simple placeholders in system notifications', async () => {
    const isPlain = ({ type }: MessageFormatElement) => type === TYPE.literal || type === TYPE.argument
    expect(
      await keysWhere((text, key) => key.startsWith('notice.') && !elements(text).every(isPlain)),
    ).toEqual([])
  })
})
