const unreserved = /[A-Za-z0-9\-_.~]/

/** Percent-encodes without throwing: a lone surrogate, which UTF-8 cannot represent, becomes U+FFFD. */
export function percentEncode(text: string): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte)
      return unreserved.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
}

/** Builds a query string, omitting null and empty values. */
export function encodeQuery(parameters: Readonly<Record<string, string | null>>): string {
  return Object.entries(parameters)
    .filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== '')
    .map(([name, value]) => `${name}=${percentEncode(value)}`)
    .join('&')
}
