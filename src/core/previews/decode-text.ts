import { looksBinary } from './binary-characters'
import { findDeclaredEncoding, toEncodingLabel } from './declared-encoding'
import { guessByLanguage } from './guess-by-language'

/** Guesses the encoding of bytes that are neither UTF-8 nor UTF-16. */
export interface EncodingsPort {
  /** WHATWG encoding labels, most likely first. */
  readonly guessEncodings: (bytes: Uint8Array) => readonly string[]
}

export interface DecodedText {
  readonly text: string
  /** WHATWG encoding label. */
  readonly encoding: string
  /** `guessed`: neither the text nor the user says so, and the bytes do not prove it. */
  readonly basis: 'certain' | 'guessed' | 'chosen'
}

/** What is known about a text besides its bytes. */
export interface TextHints {
  /** False for the beginning of a longer file, whose last character may be cut. */
  readonly isWhole: boolean
  /** Language code of the file, or null. */
  readonly locale: string | null
  /** The encoding that the user chose for this file, or null. */
  readonly encoding: string | null
}

/** Bytes to guess from: enough for any language, and fast. */
const maxGuessBytes = 64 * 1_024

/**
 * Decodes text: as the user chose, else by the byte-order mark, the encoding that the text declares, strict UTF-8, UTF-16,
 * the letters of the file's language, and statistics. Null if the bytes are not text.
 */
export function decodeText(
  bytes: Uint8Array,
  hints: TextHints,
  encodings: EncodingsPort,
): DecodedText | null {
  const { isWhole } = hints
  const chosen = hints.encoding === null ? null : decodeLoosely(bytes, hints.encoding, { isWhole, share: 1 })
  if (chosen !== null) return { ...chosen, basis: 'chosen' }
  return decodeMarked(bytes, isWhole) ?? decodeCertain(bytes, isWhole) ?? guess(bytes, hints, encodings)
}

interface Tolerance {
  readonly isWhole: boolean
  /** Undecodable characters to accept: texts in old encodings may contain vendor-specific ones. */
  readonly share: number
}

type Decoded = Omit<DecodedText, 'basis'>

const maxUndecodable = 1 / 200

/** With a byte-order mark, which no declaration overrules. */
function decodeMarked(bytes: Uint8Array, isWhole: boolean): DecodedText | null {
  const marked = encodingFromByteOrderMark(bytes)
  if (marked === null) return null
  return accept(decodeLoosely(bytes, marked, { isWhole, share: maxUndecodable }), 'certain')
}

/** As declared, or as only UTF-8 and UTF-16 can be. */
function decodeCertain(bytes: Uint8Array, isWhole: boolean): DecodedText | null {
  const declared = findDeclaredEncoding(bytes)
  const found = declared === null ? null : decodeLoosely(bytes, declared, { isWhole, share: maxUndecodable })
  const certain = accept(found, 'certain') ?? accept(decodeStrictly(bytes, 'utf-8', isWhole), 'certain')
  if (certain !== null && !isJis(certain.text)) return certain
  for (const label of likelyUtf16(bytes)) {
    const utf16 = accept(decodeStrictly(bytes, label, isWhole), 'certain')
    if (utf16 !== null) return utf16
  }
  return null
}

function guess(bytes: Uint8Array, hints: TextHints, encodings: EncodingsPort): DecodedText | null {
  const start = bytes.subarray(0, maxGuessBytes)
  const ofLanguage = guessByLanguage(
    hints.locale ?? '',
    (label) => decodeLoosely(start, label, { isWhole: false, share: maxUndecodable })?.text ?? null,
  )
  const jis = isJis(new TextDecoder('iso-8859-1').decode(start)) ? ['iso-2022-jp'] : []
  const guesses = [...(ofLanguage === null ? [] : [ofLanguage]), ...jis, ...encodings.guessEncodings(start)]
  for (const label of guesses) {
    const found = decodeLoosely(bytes, label, { isWhole: hints.isWhole, share: maxUndecodable })
    const accepted = accept(found, 'guessed')
    if (accepted !== null) return accepted
  }
  return null
}

function encodingFromByteOrderMark(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return null
}

/** Japanese mail in seven bits, which is valid UTF-8: it changes alphabets with escape sequences. */
function isJis(text: string): boolean {
  return /\x1b(?:\$[@B]|\([IJ])/.test(text)
}

/** Judges by the zero bytes of ASCII characters, which every text contains: odd offsets in LE, even ones in BE. */
function likelyUtf16(bytes: Uint8Array): readonly string[] {
  const zeros: [number, number] = [0, 0]
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === 0) zeros[(at % 2) as 0 | 1] += 1
  const [even, odd] = zeros
  if (odd > 8 * even) return ['utf-16le']
  return even > 8 * odd ? ['utf-16be'] : []
}

function decodeStrictly(bytes: Uint8Array, label: string, isWhole: boolean): Decoded | null {
  try {
    // In stream mode the decoder does not throw at a character that is cut off at the end.
    const text = new TextDecoder(label, { fatal: true }).decode(bytes, { stream: !isWhole })
    return { text, encoding: label }
  } catch {
    return null
  }
}

function decodeLoosely(bytes: Uint8Array, name: string, { isWhole, share }: Tolerance): Decoded | null {
  const encoding = toEncodingLabel(name)
  if (encoding === null) return null
  const text = new TextDecoder(encoding).decode(bytes, { stream: !isWhole })
  const undecodable = text.split('\ufffd').length - 1
  return undecodable > share * text.length ? null : { text, encoding }
}

function accept(decoded: Decoded | null, basis: 'certain' | 'guessed'): DecodedText | null {
  return decoded === null || looksBinary(decoded.text, basis === 'guessed') ? null : { ...decoded, basis }
}
