import { describe, expect, it } from 'vitest'
import { uiLanguages, type UiLanguage } from '../settings'
import { en, type MessageKey } from './catalogue'
import { loadMessages } from './load-messages'

const keys = Object.keys(en) as MessageKey[]

/** Names, codes, formats and examples: the same in every language. */
const sameEverywhere: ReadonlySet<string> = new Set([
  'Refshelf',
  'CSV',
  'JSON',
  'XML',
  'PDF',
  'Flex',
  'SHA-256',
  '27665601, 27665602',
  '{width} × {height}',
  '{count, number} B',
  '{count, number} s',
  '{count, number} min',
  '{count, number} h',
  '{first}, {second}',
  '{name}: {value}',
  '{name}, {facts}',
  '{account} · {name}',
  '{zoom, number, percent}',
  '{size}/s',
  '{name}: {sum}.',
  '{size}\u00a0KB',
  '{size}\u00a0MB',
  '{size}\u00a0GB',
  '{size}\u00a0TB',
])

/** Words that a language shares with English, by language. */
const sharedWithEnglish: Readonly<Record<Exclude<UiLanguage, 'en'>, readonly string[]>> = {
  de: [
    'Text',
    'Server',
    'Segment',
    'Segment {segment}',
    'Segment {id}',
    'Name',
    'Orange',
    'Filter',
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
  fr: [
    'Segment',
    'Segment {segment}',
    'Segment {id}',
    'segment {id}',
    'Segments',
    'Type',
    'Image',
    'Audio',
    'Archive',
    'Action',
    'Zoom',
    'Services',
    'Protection',
    'Orange',
    'Pages',
    'Notifications',
    'Menu',
    'Ctrl',
    'Alt',
  ],
  es: ['Color', 'Audio', 'Zoom', '({count} bytes)', 'Ctrl', 'Alt', 'Esc'],
  ja: ['Home', 'End', 'Ctrl', 'Shift', 'Alt', 'Esc', 'Delete'],
}

describe.each(uiLanguages.filter((code) => code !== 'en'))('the catalogue in %s', (language) => {
  it('leaves no English text', async () => {
    const messages = await loadMessages(language)
    const shared = sharedWithEnglish[language]
    const same = keys.filter((key) => messages[key] === en[key])
    expect(same.filter((key) => !sameEverywhere.has(en[key]) && !shared.includes(en[key]))).toEqual([])
  })
})

describe('typography', () => {
  const texts = async (language: 'de' | 'fr' | 'es' | 'ja'): Promise<readonly string[]> => {
    const messages = await loadMessages(language)
    return keys.map((key) => messages[key])
  }

  it('has no-break spaces before French punctuation', async () => {
    const unprotected = /[\p{L}\d}] [;:!?»]|[\p{L}\d}»][;!?»](?!\w)|« |(?<!https?)[\p{L}}]:(?!\/)/u
    expect((await texts('fr')).filter((text) => unprotected.test(text))).toEqual([])
  })

  it('uses German and Spanish quotation and question marks', async () => {
    expect((await texts('de')).filter((text) => /[«»]|”/.test(text))).toEqual([])
    expect((await texts('es')).filter((text) => /[“”„]/.test(text))).toEqual([])
    const isUnbalanced = (text: string): boolean => /[?]/.test(text) !== /¿/.test(text)
    expect((await texts('es')).filter(isUnbalanced)).toEqual([])
  })

  it('uses Japanese punctuation after Japanese text', async () => {
    expect(
      (await texts('ja')).filter((text) => /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}][.,?!]/u.test(text)),
    ).toEqual([])
  })
})
