/** The tokens of a query. Any other text is an error. See docs/platform-api.md#list-calls. */
export type Token =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'symbol'; readonly text: string }

export class QueryError extends Error {
  override readonly name = 'QueryError'
}

/** Longer symbols come first, so that `>=` is not read as `>` and `=`. */
const token =
  /\s*(?:\{([^{}]*)\}|"((?:[^"]|"")*)"|(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(==|!=|<>|>=|<=|&&|\|\||[=<>!()?:+\-*/.,]))/y

function tokenOf(match: RegExpExecArray): Token {
  const [, field, quoted, number, word, symbol] = match
  if (field !== undefined) return { kind: 'field', name: field.trim().toLowerCase() }
  if (quoted !== undefined) return { kind: 'string', value: quoted.replaceAll('""', '"') }
  if (number !== undefined) return { kind: 'number', value: Number(number) }
  if (word !== undefined) return { kind: 'word', text: word.toLowerCase() }
  return { kind: 'symbol', text: symbol ?? '' }
}

export function tokenize(query: string): Token[] {
  const tokens: Token[] = []
  const text = query.trimEnd()
  const scanner = new RegExp(token)
  while (scanner.lastIndex < text.length) {
    const start = scanner.lastIndex
    const match = scanner.exec(text)
    if (match === null) throw new QueryError(`Unexpected text at position ${start + 1}.`)
    tokens.push(tokenOf(match))
  }
  return tokens
}
