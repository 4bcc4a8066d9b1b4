import { parse, unescape } from 'node:querystring'

/** The decoded path and parameters of a URL. */
export interface UrlParts {
  readonly path: string
  readonly parameters: readonly [string, string][]
}

/** Parses path and query byte by byte. Shares no code with the URL builder: no `URL`, no `decodeURIComponent`. */
export function parseQueryString(url: string): UrlParts {
  return split(url, (text) => decodeBytes(text, false))
}

/** The same with the rules of HTML forms, where a plus is a space. Compares the result with Node's legacy parser. */
export function parseFormQuery(url: string): UrlParts {
  const parts = split(url, (text) => decodeBytes(text, true))
  const legacy = parse(url.slice(url.indexOf('?') + 1), '&', '=', { decodeURIComponent: unescape })
  for (const [key, value] of parts.parameters) {
    if (legacy[key] !== value) throw new Error(`the parsers disagree about ${key}`)
  }
  return parts
}

function split(url: string, decode: (text: string) => string): UrlParts {
  const [beforeFragment = ''] = url.split('#')
  const [address, query] = splitAt(beforeFragment, '?')
  const path = address.replace(/^https:\/\/[^/]+/, '')
  const parameters = query.split('&').map((pair): [string, string] => {
    const [key, value] = splitAt(pair, '=')
    return [decode(key), decode(value)]
  })
  return { path, parameters }
}

function splitAt(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator)
  return index === -1 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)]
}

/** Characters that need no decoding. */
const unreserved = /^[\w./~-]*$/

function decodeBytes(text: string, plusIsSpace: boolean): string {
  if (unreserved.test(text)) return text
  const bytes: number[] = []
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i)
    if (char === '%') {
      bytes.push(Number.parseInt(text.slice(i + 1, i + 3), 16))
      i += 2
    } else bytes.push(plusIsSpace && char === '+' ? 0x20 : char.charCodeAt(0))
  }
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes))
}
