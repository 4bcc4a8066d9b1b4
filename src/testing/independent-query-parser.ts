import { parse, unescape } from 'node:querystring'

/** Path and parameters of a URL, decoded. */
export interface UrlParts {
  readonly path: string
  readonly parameters: readonly [string, string][]
}

/** Reads a URL's path and query by hand and by bytes: no `URL`, no `decodeURIComponent`, nothing that built it. */
export function parseQuery(url: string): UrlParts {
  return split(url, (text) => decodeBytes(text, false))
}

/** The same by the rules of HTML forms, where a plus is a space; checked against Node's older parser too. */
export function parseFormQuery(url: string): UrlParts {
  const parts = split(url, (text) => decodeBytes(text, true))
  const older = parse(url.slice(url.indexOf('?') + 1), '&', '=', { decodeURIComponent: unescape })
  for (const [key, value] of parts.parameters) {
    if (older[key] !== value) throw new Error(`two parsers read ${key} differently`)
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
  const at = text.indexOf(separator)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

/** What stands for itself however it is read. */
const plain = /^[\w./~-]*$/

function decodeBytes(text: string, plusIsSpace: boolean): string {
  if (plain.test(text)) return text
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (char === '%') {
      bytes.push(Number.parseInt(text.slice(at + 1, at + 3), 16))
      at += 2
    } else bytes.push(plusIsSpace && char === '+' ? 0x20 : char.charCodeAt(0))
  }
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes))
}
