/** Scope and segments of a pasted address, for the two fields of the form. */
export interface PastedPlace {
  readonly scope: string
  readonly segments: string
}

const classicPath = /\/resources\/assets\/(\d+|list)(?:\/list)?$/
const flexPath = /\/apps\/wbflex\/documents\/([A-Za-z]?\d+)\/assets\/(\d+|list)(?:\/list)?$/

/** The part of a word from its first scheme, placeholder or slash on that is followed by the path of assets. */
function urlIn(word: string): string | undefined {
  const assetsAt = word.lastIndexOf('/assets/', word.length - '/assets/x'.length)
  const start = /https?:\/\/|\{URL\}|\//g
  for (let match = start.exec(word); match !== null; match = start.exec(word)) {
    if (match.index + match[0].length <= assetsAt) return word.slice(match.index)
    if (match.index > assetsAt) return undefined
    start.lastIndex = match.index + 1
  }
  return undefined
}

function firstUrl(text: string): URL | null {
  // `{URL}` is the placeholder for the server in the API's examples. The server itself does not matter here.
  const found = text
    .split(/[\s'"]+/)
    .reduce<string | undefined>((first, word) => first ?? urlIn(word), undefined)
  if (found === undefined) return null
  try {
    return new URL(found.replace(/^\{URL\}/, ''), 'https://server.invalid')
  } catch {
    return null
  }
}

/**
 * Reads the place from an address of the asset API, or from a curl command that contains one; null for any other text.
 * It only fills the form: nothing is sent, and the server in the address is ignored.
 */
export function parsePastedPlace(text: string): PastedPlace | null {
  const url = firstUrl(text)
  if (url === null) return null
  const ids = (segment: string | undefined) =>
    segment === 'list' || segment === undefined ? (url.searchParams.get('segmentIds') ?? '') : segment
  const flex = flexPath.exec(url.pathname)
  if (flex !== null) return { scope: `flex${flex[1] ?? ''}`, segments: ids(flex[2]) }
  const classic = classicPath.exec(url.pathname)
  const scope = url.searchParams.get('scope')
  return classic === null || scope === null ? null : { scope, segments: ids(classic[1]) }
}
