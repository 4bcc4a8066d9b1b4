/**
 * A query string decoded as ASP.NET does: only `&` separates, `+` is a space, `%uXXXX` is a UTF-16 unit, and other escapes
 * are UTF-8 with U+FFFD for invalid bytes. A `%` that starts no escape is kept. Names are case-insensitive. Anything after
 * a raw `#` is dropped.
 */
export interface Query {
  /** The first value of that name, or undefined if the query does not contain the name. */
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
  const [query = ''] = raw.split('#')
  const entries = query
    .split('&')
    .filter((pair) => pair !== '')
    .map(decodePair)
  return {
    entries,
    get: (name) => entries.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1],
  }
}

/** Splits a request target into path and raw query. */
export function splitTarget(target: string): { readonly path: string; readonly rawQuery: string } {
  const mark = target.indexOf('?')
  if (mark === -1) return { path: target.split('#')[0] ?? '', rawQuery: '' }
  return { path: target.slice(0, mark), rawQuery: target.slice(mark + 1) }
}
