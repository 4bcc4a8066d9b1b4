/** Names the encoding of bytes that are neither UTF-8 nor UTF-16. */
export interface EncodingsPort {
  /** Labels by the WHATWG list, the likeliest first. */
  readonly guessEncodings: (bytes: Uint8Array) => readonly string[]
}

export interface DecodedText {
  readonly text: string
  /** Label by the WHATWG list. */
  readonly encoding: string
}

/** Bytes that a guess is made from: enough for any language, and a moment's work. */
const guessBytes = 64 * 1_024

/**
 * A text of bytes whose encoding nobody tells: by its byte-order mark, else strict UTF-8, else UTF-16, else a guess. Null
 * where it is no text. `isWhole` is false for the beginning of a longer file: its last character may be cut.
 */
export function decodeText(
  bytes: Uint8Array,
  isWhole: boolean,
  encodings: EncodingsPort,
): DecodedText | null {
  const marked = labelOfByteOrderMark(bytes)
  if (marked !== null) return asPlainText(decode(bytes, marked, isWhole))
  const utf8 = asPlainText(decode(bytes, 'utf-8', isWhole))
  if (utf8 !== null) return utf8
  // Nearly every character of a script has the same first byte, so that texts of two bytes a character show it.
  for (const label of likelyUtf16(bytes)) {
    const utf16 = asPlainText(decode(bytes, label, isWhole))
    if (utf16 !== null) return utf16
  }
  if (bytes.includes(0)) return null
  for (const label of encodings.guessEncodings(bytes.subarray(0, guessBytes))) {
    const guessed = asPlainText(decodeLoosely(bytes, label, isWhole))
    if (guessed !== null) return guessed
  }
  return null
}

function labelOfByteOrderMark(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return null
}

/** By the zeros of ASCII signs, which stand in every text: behind them or before them. */
function likelyUtf16(bytes: Uint8Array): readonly string[] {
  const zeros: [number, number] = [0, 0]
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === 0) zeros[(at % 2) as 0 | 1] += 1
  const [even, odd] = zeros
  if (odd > 8 * even) return ['utf-16le']
  return even > 8 * odd ? ['utf-16be'] : []
}

function decode(bytes: Uint8Array, label: string, isWhole: boolean): DecodedText | null {
  try {
    // As a stream the decoder keeps a cut character to itself, instead of calling it a fault.
    const text = new TextDecoder(label, { fatal: true }).decode(bytes, { stream: !isWhole })
    return { text, encoding: label }
  } catch {
    return null
  }
}

/** A text of an old encoding may have a sign of its maker's own: one in two hundred may be unknown. */
function decodeLoosely(bytes: Uint8Array, label: string, isWhole: boolean): DecodedText | null {
  const decoder = createDecoder(label)
  if (decoder === null) return null
  const text = decoder.decode(bytes, { stream: !isWhole })
  const unknown = text.split('\ufffd').length - 1
  return unknown * 200 > text.length ? null : { text, encoding: decoder.encoding }
}

function createDecoder(label: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(label)
  } catch {
    return null
  }
}

/** No text holds NULs or controls but those that arrange it. */
function asPlainText(decoded: DecodedText | null): DecodedText | null {
  return decoded === null || /[\0-\x08\x0b\x0e-\x1f\x7f-\x9f]/.test(decoded.text) ? null : decoded
}
