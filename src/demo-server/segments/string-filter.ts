import { invalidParameter } from '../http/error-bodies'
import { isJsonObject, readString } from '../http/read-json'

export type TextTest = (text: string) => boolean

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function compileRegExp(source: string): RegExp {
  try {
    return new RegExp(source, 'iu')
  } catch {
    throw invalidParameter('text', 'The expression is not valid.')
  }
}

function compileWildcards(value: string): RegExp {
  const source = escapeRegExp(value).replaceAll('\\*', '.*').replaceAll('\\?', '.')
  return new RegExp(`^${source}$`, 'isu')
}

/**
 * The platform's string filter, which ignores case (docs/platform-api.md#segment-search). A filter without a mode is
 * `Infix`, because the documentation's example has none and is called a search.
 */
export function stringFilter(filter: unknown): TextTest | undefined {
  if (!isJsonObject(filter)) return undefined
  const value = readString(filter['value']) ?? ''
  const folded = value.toLowerCase()
  const mode = readString(filter['mode']) ?? 'Infix'
  switch (mode.toLowerCase()) {
    case 'plain':
      return (text) => text.toLowerCase() === folded
    case 'prefix':
      return (text) => text.toLowerCase().startsWith(folded)
    case 'suffix':
      return (text) => text.toLowerCase().endsWith(folded)
    case 'infix':
      return (text) => text.toLowerCase().includes(folded)
    case 'wildcards':
    case 'wildcard': {
      const pattern = compileWildcards(value)
      return (text) => pattern.test(text)
    }
    case 'regex': {
      const pattern = compileRegExp(value)
      return (text) => pattern.test(text)
    }
    case 'empty':
      return (text) => text === ''
    default:
      throw invalidParameter('mode', 'Filter mode is not valid.')
  }
}
