/** Guesses the encoding of bytes that are neither UTF-8 nor UTF-16. */
export interface EncodingsPort {
  /** WHATWG encoding labels, most likely first. */
  readonly guessEncodings: (bytes: Uint8Array) => readonly string[]
}

export interface DecodedText {
  readonly text: string
  /** WHATWG encoding label. */
  readonly encoding: string
}

/** Bytes to guess from: enough for any language, and fast. */
const maxGuessBytes = 64 * 1_024

/**
 * Decodes text of unknown encoding: byte-order mark first, then strict UTF-8, UTF-16, and a guess. Null if the bytes are
 * not text. `isWhole` is false for the beginning of a longer file, whose last character may be cut.
 */
export function decodeText(
  bytes: Uint8Array,
  isWhole: boolean,
  encodings: EncodingsPort,
): DecodedText | null {
  const marked = encodingFromByteOrderMark(bytes)
  if (marked !== null) return nullIfBinary(decode(bytes, marked, isWhole))
  const utf8 = nullIfBinary(decode(bytes, 'utf-8', isWhole))
  if (utf8 !== null) return utf8
  for (const label of likelyUtf16(bytes)) {
    const utf16 = nullIfBinary(decode(bytes, label, isWhole))
    if (utf16 !== null) return utf16
  }
  if (bytes.includes(0)) return null
  for (const label of encodings.guessEncodings(bytes.subarray(0, maxGuessBytes))) {
    const guessed = nullIfBinary(decodeLoosely(bytes, label, isWhole))
    if (guessed !== null) return guessed
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

/** Judges by the zero bytes of ASCII characters, which every text contains: odd offsets in LE, even ones in BE. */
function likelyUtf16(bytes: Uint8Array): readonly string[] {
  const zeros: [number, number] = [0, 0]
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === 0) zeros[(at % 2) as 0 | 1] += 1
  const [even, odd] = zeros
  if (odd > 8 * even) return ['utf-16le']
  return even > 8 * odd ? ['utf-16be'] : []
}

function decode(bytes: Uint8Array, label: string, isWhole: boolean): DecodedText | null {
  try {
    // In stream mode the decoder does not throw at a character that is cut off at the end.
    const text = new TextDecoder(label, { fatal: true }).decode(bytes, { stream: !isWhole })
    return { text, encoding: label }
  } catch {
    return null
  }
}

/** Accepts one undecodable character in 200: texts in old encodings may contain vendor-specific ones. */
function decodeLoosely(bytes: Uint8Array, label: string, isWhole: boolean): DecodedText | null {
  const decoder = createDecoder(label)
  if (decoder === null) return null
  const text = decoder.decode(bytes, { stream: !isWhole })
  const undecodable = text.split('\ufffd').length - 1
  return undecodable * 200 > text.length ? null : { text, encoding: decoder.encoding }
}

function createDecoder(label: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(label)
  } catch {
    return null
  }
}

/** Null if the text contains NUL or control characters other than white space. */
function nullIfBinary(decoded: DecodedText | null): DecodedText | null {
  return decoded === null || /[\0-\x08\x0b\x0e-\x1f\x7f-\x9f]/.test(decoded.text) ? null : decoded
}
