/** What a pasted address names: for the two fields of the form. */
export interface PastedPlace {
  readonly scope: string
  readonly segments: string
}

const classicPath = /\/resources\/assets\/(\d+|list)(?:\/list)?$/
const flexPath = /\/apps\/wbflex\/documents\/([A-Za-z]?\d+)\/assets\/(\d+|list)(?:\/list)?$/

function firstUrl(text: string): URL | null {
  // `{URL}` is what examples have in the place of the server; which server it is does not matter here.
  const [found] = /(?:https?:\/\/|\{URL\}|\/)[^\s'"]*\/assets\/[^\s'"]+/.exec(text) ?? []
  if (found === undefined) return null
  try {
    return new URL(found.replace(/^\{URL\}/, ''), 'https://server.invalid')
  } catch {
    return null
  }
}

/**
 * The place of an address of the asset API, or of a curl line with one, as colleagues send it; null for any other text.
 * Nothing is sent by it and no server is taken from it: the fields are filled, and the user opens.
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
