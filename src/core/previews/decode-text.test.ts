import { describe, expect, it } from 'vitest'
import { decodeText, type TextHints } from './decode-text'

/** Encodes a text with an 8-bit encoding by asking the decoder for each byte. */
function encode(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding)
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  return Uint8Array.from(text, (character) => bytes.get(character) ?? 0x3f)
}

const statistics = { guessEncodings: () => ['windows-1252'] }
const unknown: TextHints = { isWhole: true, locale: null, encoding: null }
const decode = (bytes: Uint8Array, hints: Partial<TextHints> = {}) =>
  decodeText(bytes, { ...unknown, ...hints }, statistics)

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('a declared encoding decides', () => {
  it.each([
    ['<?xml version="1.0" encoding="windows-1251"?><a>Ещё</a>', 'windows-1251'],
    ["<?xml version='1.0' encoding='KOI8-R'?><xliff>Привет</xliff>", 'koi8-r'],
    ['<?xml version="1.0" encoding="iso-8859-2" standalone="yes"?><tmx>źdźbło</tmx>', 'iso-8859-2'],
    ['<!doctype html><html><head><meta charset="windows-1253"><p>Γειά', 'windows-1253'],
    ['<html><meta http-equiv=Content-Type content="text/html; charset=iso-8859-9"><p>ığş', 'windows-1254'],
    ['<!-- <meta charset="koi8-r"> --><meta charset=windows-1251><p>Привет', 'windows-1251'],
    ['@charset "windows-1250"; a::after { content: "źó" }', 'windows-1250'],
    ['# Перевод\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=KOI8-R\\n"\n', 'koi8-r'],
    ['# -*- coding: cp1251 -*-\nname = "Имя"\n', 'windows-1251'],
    ['From: a\nContent-Type: text/plain; charset="windows-1255"\n\nשלום', 'windows-1255'],
  ])('%s', (text, encoding) => {
    expect(decode(encode(text, encoding))).toEqual({ text, encoding, basis: 'certain' })
  })

  it.each([
    '{"name": "Ещё \x7f"}',
    '<?xml version="1.0" encoding="utf-16"?><a>é</a>',
    '<meta charset="utf-16"><p>é',
    '"Content-Type: text/plain; charset=CHARSET\\n"\né',
    '<?xml version="1.0" encoding="us-ascii"?><a>é</a>',
    '<?xml version="1.0" encoding="x-user-defined"?><a>é</a>',
    'WEBVTT\n\n00:00.000 --> 00:01.000\né',
  ])('unless it cannot be true: %s', (text) => {
    expect(decode(utf8(text))).toEqual({ text, encoding: 'utf-8', basis: 'certain' })
  })

  it('in several bytes a character', () => {
    const head = utf8('<?xml version="1.0" encoding="Shift_JIS"?><a>')
    const bytes = Uint8Array.from([...head, 0x93, 0xfa, 0x96, 0x7b, ...utf8('</a>')])
    expect(decode(bytes)).toMatchObject({ encoding: 'shift_jis', basis: 'certain' })
    expect(decode(bytes)?.text).toContain('日本')
  })

  it('but a byte-order mark comes first', () => {
    const text = '<?xml version="1.0" encoding="windows-1251"?><a>Ещё</a>'
    expect(decode(utf8(`\ufeff${text}`))).toEqual({ text, encoding: 'utf-8', basis: 'certain' })
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
    expect(decode(utf16)).toEqual({ text, encoding: 'utf-16le', basis: 'certain' })
  })

  it('and what does not fit it is a guess', () => {
    const bytes = encode('<?xml version="1.0" encoding="utf-8"?><a>äöü äöü äöü</a>', 'windows-1252')
    expect(decode(bytes)).toMatchObject({ encoding: 'windows-1252', basis: 'guessed' })
  })
})

describe('without a declaration', () => {
  it.each([
    ['ru', 'Привет', 'windows-1251'],
    ['ru', 'Привет', 'koi8-r'],
    ['ru-RU', 'Далее', 'ibm866'],
    ['uk', 'Їжа', 'windows-1251'],
    ['bg', 'Добър ден', 'windows-1251'],
    ['sr-Cyrl-RS', 'Љубав', 'windows-1251'],
    ['pl', 'żółć', 'windows-1250'],
    ['pl', 'gęś', 'iso-8859-2'],
    ['cs-CZ', 'Příliš žluťoučký', 'windows-1250'],
    ['hu', 'árvíztűrő', 'windows-1250'],
    ['el', 'Καλημέρα', 'windows-1253'],
    ['tr', 'Işık', 'windows-1254'],
    ['he', 'שלום', 'windows-1255'],
    ['ar', 'مرحبا', 'windows-1256'],
    ['lt', 'ąžuolas', 'windows-1257'],
    ['th', 'สวัสดี', 'windows-874'],
    ['de', 'Größe', 'windows-1252'],
    ['de', 'Größe', 'macintosh'],
    ['fr', 'déjà vu', 'windows-1252'],
  ])('a short text in %s is guessed by its letters: %s in %s', (...[locale, text, encoding]) => {
    expect(decode(encode(text, encoding), { locale })).toEqual({ text, encoding, basis: 'guessed' })
  })

  it.each([
    ['ja', [0x93, 0xfa, 0x96, 0x7b, 0x82, 0xcc], '日本の', 'shift_jis'],
    ['ja', [0xc6, 0xfc, 0xcb, 0xdc, 0xa4, 0xce], '日本の', 'euc-jp'],
    ['zh-CN', [0xc4, 0xe3, 0xba, 0xc3], '你好', 'gb18030'],
    ['zh-TW', [0xa7, 0x41, 0xa6, 0x6e], '你好', 'big5'],
    ['ko', [0xbe, 0xc8, 0xb3, 0xe7], '안녕', 'euc-kr'],
  ])('a short text in %s is guessed by its characters: %j', (...[locale, bytes, text, encoding]) => {
    expect(decode(Uint8Array.from(bytes), { locale })).toEqual({ text, encoding, basis: 'guessed' })
  })

  it('statistics decide where the language cannot', () => {
    const bytes = encode('déjà', 'windows-1252')
    for (const locale of [null, 'ru', 'x-private', '__proto__'])
      expect(decode(bytes, { locale })).toEqual({ text: 'déjà', encoding: 'windows-1252', basis: 'guessed' })
  })

  it('the letters of another language do not count', () => {
    expect(decode(utf8('Größe'), { locale: 'ru' })).toEqual({
      text: 'Größe',
      encoding: 'utf-8',
      basis: 'certain',
    })
  })

  it('mail in seven bits is Japanese', () => {
    const bytes = utf8('\x1b$BF|K\\\x1b(B')
    expect(decode(bytes)).toEqual({ text: '日本', encoding: 'iso-2022-jp', basis: 'guessed' })
  })
})

describe('the encoding that the user chose', () => {
  it('comes before everything else', () => {
    const bytes = utf8('\ufeff<?xml version="1.0" encoding="utf-8"?><a>é</a>')
    expect(decode(bytes, { encoding: 'windows-1252' })?.text).toContain('Ã©')
    expect(decode(encode('Привет', 'koi8-r'), { encoding: 'koi8-r', locale: 'de' })).toEqual({
      text: 'Привет',
      encoding: 'koi8-r',
      basis: 'chosen',
    })
  })
})

describe('control characters', () => {
  it.each([
    'a line\r\nand another\r\n\x1a',
    'padded\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0',
    '\x1b[31mred\x1b[0m \x1b[1mbold\x1b[0m',
    'one\vtwo\x0cthree',
    'x\x02y',
    'a\x7f',
    'msgctxt\x04msgid and more',
    'name\0value and more',
    'over\x08strike\x08',
  ])('do not hide a text: %j', (text) => {
    expect(decode(utf8(text))).toEqual({ text, encoding: 'utf-8', basis: 'certain' })
  })

  it('do not hide a text of which the encoding is a guess', () => {
    const text = 'Die Größe der Laterne\x1a'
    expect(decode(encode(text, 'windows-1252'))).toEqual({ text, encoding: 'windows-1252', basis: 'guessed' })
  })

  it.each([
    ['only padding', new Uint8Array(1_000)],
    ['a program', utf8('\x7fELF\x02\x01')],
    ['an archive', utf8('PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0')],
    ['compressed bytes', Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3])],
    ['a short record', Uint8Array.from([1, 2, 3, 65, 66])],
    ['every byte', Uint8Array.from({ length: 2_560 }, (_, at) => (at * 7) % 256)],
  ])('are too many in %s', (_name, bytes) => {
    expect(decode(bytes)).toBeNull()
  })
})
