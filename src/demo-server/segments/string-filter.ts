import { invalidParameter } from '../http/error-bodies'
import { isJsonObject, readString } from '../http/read-json'

export type TextTest = (text: string) => boolean

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function expression(source: string): RegExp {
  try {
    return new RegExp(source, 'iu')
  } catch {
    throw invalidParameter('text', 'The expression is not valid.')
  }
}

function wildcards(value: string): RegExp {
  const source = escaped(value).replaceAll('\\*', '.*').replaceAll('\\?', '.')
  return new RegExp(`^${source}$`, 'isu')
}

/**
 * The String filter (docs/platform-api.md#segment-search), without regard to case. A filter that names no mode is taken as `Infix`: the docs'
 * own example does so and calls it a search.
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
      const pattern = wildcards(value)
      return (text) => pattern.test(text)
    }
    case 'regex': {
      const pattern = expression(value)
      return (text) => pattern.test(text)
    }
    case 'empty':
      return (text) => text === ''
    default:
      throw invalidParameter('mode', 'Filter mode is not valid.')
  }
}
