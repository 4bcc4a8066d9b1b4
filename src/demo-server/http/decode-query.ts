/**
 * Query strings as ASP.NET reads them: `&` alone separates, `+` is a space, percent-decoding is UTF-8 with
 * U+FFFD for what is none, `%uXXXX` is a UTF-16 unit, a `%` that starts no escape stays, and names are
 * case-insensitive. What follows a raw `#` is lost.
 */
export interface Query {
  /** The first value of that name, or undefined when the name does not stand in the query at all. */
  get(name: string): string | undefined
  readonly entries: readonly (readonly [name: string, value: string])[]
}

const escapes = /%u([0-9a-f]{4})|((?:%[0-9a-f]{2})+)/gi

export function decodeQueryPart(part: string): string {
  return part
    .replaceAll('+', ' ')
    .replace(escapes, (_all, unit: string | undefined, bytes: string | undefined) =>
      unit === undefined
        ? Buffer.from((bytes ?? '').replaceAll('%', ''), 'hex').toString('utf8')
        : String.fromCharCode(Number.parseInt(unit, 16)),
    )
}

function decodePair(pair: string): readonly [string, string] {
  const equals = pair.indexOf('=')
  if (equals === -1) return [decodeQueryPart(pair), '']
  return [decodeQueryPart(pair.slice(0, equals)), decodeQueryPart(pair.slice(equals + 1))]
}

export function decodeQuery(raw: string): Query {
  const [known = ''] = raw.split('#')
  const entries = known
    .split('&')
    .filter((pair) => pair !== '')
    .map(decodePair)
  return {
    entries,
    get: (name) => entries.find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1],
  }
}

/** Path and raw query of a request target, apart. */
export function splitTarget(target: string): { readonly path: string; readonly rawQuery: string } {
  const mark = target.indexOf('?')
  if (mark === -1) return { path: target.split('#')[0] ?? '', rawQuery: '' }
  return { path: target.slice(0, mark), rawQuery: target.slice(mark + 1) }
}
