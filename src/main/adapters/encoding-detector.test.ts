import { describe, expect, it } from 'vitest'
import { decodeText } from '../../core/previews/decode-text'
import { encodingDetector } from './encoding-detector'

/** WHATWG label, text, and its encoded bytes in Base64. */
const samples = [
  [
    'shift_jis',
    '港の地図です。灯台は北の岬にあります。船は毎朝八時に出ます。切符は窓口で買ってください。\n',
    'jWCCzJJukH2CxYK3gUKTlJHkgs2Wa4LMlqaCyYKgguiC3IK3gUKRRILNloiSqZSqjp6CyY9vgtyCt4FCkNiVhILNkYuM+4LFlIOCwYLEgq2CvoKzgqKBQgo=',
  ],
  [
    'euc-jp',
    '港の地図です。灯台は北の岬にあります。船は毎朝八時に出ます。切符は窓口で買ってください。\n',
    'ucGkzsPPv96kx6S5oaPF9MLmpM/LzKTOzKiky6SipOqk3qS5oaPBpaTPy+jEq8isu/6ky73QpN6kuaGjwNrJ5KTPweu4/aTHx+Okw6TGpK+kwKS1pKShowo=',
  ],
  [
    'iso-2022-jp',
    '港の地図です。灯台は北の岬にあります。船は毎朝八時に出ます。\n',
    'GyRCOUEkTkNPP14kRyQ5ISNFdEJmJE9LTCROTCgkSyQiJGokXiQ5ISNBJSRPS2hEK0gsO34kSz1QJF4kOSEjGyhCCg==',
  ],
  [
    'gb18030',
    '这是港口的地图。灯塔在北面的海角上。船每天早上八点出发。请在窗口买票。\n',
    '1eLKx7jbv9q1xLXYzbyho7XGy/7U2rGxw+a1xLqjvcfJz6GjtKzDv8zs1OfJz7DLteOz9reioaPH69TatLC/2sLyxrGhowo=',
  ],
  [
    'big5',
    '這是港口的地圖。燈塔在北面的海角上。船每天早上八點出發。請在窗口買票。\n',
    's2+sT7TkpGaquqZhuc+hQ79PtvCmYqVfrbGquq78qKSkV6FDsu6oQ6TRpq2kV6RLwkmlWLVvoUO90KZitaGkZrZSsryhQwo=',
  ],
  [
    'euc-kr',
    '이것은 항구의 지도입니다. 등대는 북쪽 곶에 있습니다. 배는 매일 아침 여덟 시에 떠납니다.\n',
    'wMywzcC6IMfXsbjAxyDB9rW1wNS0z7TZLiC17rTrtMIgus/CyiCw+b+hIMDWvcC0z7TZLiC56LTCILjFwM8gvsbEpyC/qbT8IL3Dv6EgtrCzs7TPtNkuCg==',
  ],
  [
    'windows-1252',
    'Die Fähre fährt täglich um acht Uhr ab. Bitte kaufen Sie die Fahrkarten am Schalter; für Kinder ist die Überfahrt kostenlos.\n',
    'RGllIEbkaHJlIGbkaHJ0IHTkZ2xpY2ggdW0gYWNodCBVaHIgYWIuIEJpdHRlIGthdWZlbiBTaWUgZGllIEZhaHJrYXJ0ZW4gYW0gU2NoYWx0ZXI7IGb8ciBLaW5kZXIgaXN0IGRpZSDcYmVyZmFocnQga29zdGVubG9zLgo=',
  ],
  [
    'windows-1251',
    'Это карта гавани. Маяк стоит на северном мысе. Паром уходит каждое утро в восемь часов.\n',
    '3fLuIOrg8PLgIOPg4uDt6C4gzOD/6iDx8u7o8iDt4CDx5eLl8O3u7CDs+/HlLiDP4PDu7CDz9e7k6PIg6uDm5O7lIPPy8O4g4iDi7vHl7Pwg9+Dx7uIuCg==',
  ],
] as const

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'))
const decode = (bytes: Uint8Array, isWhole = true): ReturnType<typeof decodeText> =>
  decodeText(bytes, { isWhole, locale: null, encoding: null }, encodingDetector)
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const utf16 = (text: string, order: 'le' | 'be'): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le')
  return new Uint8Array(order === 'le' ? bytes : bytes.swap16())
}
const noDetector = {
  guessEncodings: (): readonly string[] => {
    throw new Error('must not be called')
  },
}

describe('decodeText with the encoding detector', () => {
  it.each(samples)('detects %s', (encoding, text, base64) => {
    expect(decode(bytesOf(base64))).toEqual({ text, encoding, basis: 'guessed' })
  })

  it.each([
    ['utf-8', utf8('Änderung, 港, 🏖')],
    ['utf-8 with its byte-order mark', utf8('\ufeffÄnderung, 港, 🏖')],
    ['utf-16le with its byte-order mark', utf16('\ufeffÄnderung, 港, 🏖', 'le')],
    ['utf-16be with its byte-order mark', utf16('\ufeffÄnderung, 港, 🏖', 'be')],
    ['utf-16le', utf16('Änderung, 港, 🏖', 'le')],
    ['utf-16be', utf16('Änderung, 港, 🏖', 'be')],
  ])('decodes %s without the detector', (name, bytes) => {
    const encoding = name.split(' ')[0]
    expect(decodeText(bytes, { isWhole: true, locale: null, encoding: null }, noDetector)).toEqual({
      text: 'Änderung, 港, 🏖',
      encoding,
      basis: 'certain',
    })
  })

  it('detects utf-8 wherever the text is cut', () => {
    const bytes = utf8('Ä港🏖 Ä港🏖')
    for (let length = 0; length <= bytes.length; length += 1) {
      const text = decodeText(
        bytes.subarray(0, length),
        { isWhole: false, locale: null, encoding: null },
        noDetector,
      )
      expect(text?.encoding).toBe('utf-8')
      expect('Ä港🏖 Ä港🏖'.startsWith(text?.text ?? '-')).toBe(true)
    }
  })

  it('does not accept a whole file that ends within a character as utf-8', () => {
    expect(decode(utf8('Ä港🏖').subarray(0, 8))?.encoding).not.toBe('utf-8')
  })

  it('detects an encoding if the text is cut within a character', () => {
    const shiftJis = bytesOf(samples[0][2])
    expect(decode(shiftJis.subarray(0, 41), false)?.encoding).toBe('shift_jis')
  })

  it.each([
    ['noise', Uint8Array.from({ length: 4_000 }, (_, at) => (at * 7_919 + ((at * at) >> 3)) & 0xff)],
    ['an archive', bytesOf('UEsDBBQAAAAIAFhVWlkAAAAAAAAAAAAAAAAFAAAAYS50eHQ=')],
    ['a program', bytesOf('f0VMRgIBAQAAAAAAAAAAAAIAPgABAAAA')],
    ['compressed bytes', bytesOf('H4sIAAAAAAAAA0vKTEoEAHrh4+gDAAAA')],
  ])('rejects %s', (_name, bytes) => {
    expect(decode(bytes)).toBeNull()
  })

  it('decodes an empty file as an empty text', () => {
    expect(decode(new Uint8Array())).toEqual({ text: '', encoding: 'utf-8', basis: 'certain' })
  })
})
