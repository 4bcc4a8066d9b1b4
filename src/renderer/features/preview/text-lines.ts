/** Signs of a line that are drawn in one row: one of a megabyte would stop the window. */
const maxRowLength = 1_000

export interface TextLine {
  /** From 1; null where it goes on from the row above. */
  readonly number: number | null
  readonly text: string
}

function splitLine(line: string, number: number): readonly TextLine[] {
  if (line.length <= maxRowLength) return [{ number, text: line }]
  const rows: TextLine[] = []
  for (let at = 0; at < line.length;) {
    // A sign of two halves stays whole.
    const isSplit = /[\ud800-\udbff]/.test(line.charAt(at + maxRowLength - 1))
    const end = at + maxRowLength - (isSplit ? 1 : 0)
    rows.push({ number: at === 0 ? number : null, text: line.slice(at, end) })
    at = end
  }
  return rows
}

export function textLines(text: string): readonly TextLine[] {
  return text.split(/\r\n|\r|\n/).flatMap((line, index) => splitLine(line, index + 1))
}

/** Texts of JSON, and what stands between them. */
const jsonTokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g
const indent = '  '

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/**
 * JSON with a line for each value. Only its spaces change: numbers too long for JavaScript and keys that come twice stay as
 * they are. Null where it is no JSON.
 */
export function prettyJson(text: string): string | null {
  if (!isJson(text)) return null
  const parts: string[] = []
  let depth = 0
  let last = ''
  const line = () => `\n${indent.repeat(Math.min(depth, 60))}`
  for (const [token] of text.matchAll(jsonTokens)) {
    const closes = token === '}' || token === ']'
    if (closes) {
      depth -= 1
      if (last !== '{' && last !== '[') parts.push(line())
    } else if (last === '{' || last === '[' || last === ',') parts.push(line())
    parts.push(token === ':' ? ': ' : token)
    if (token === '{' || token === '[') depth += 1
    last = token
  }
  return parts.join('')
}
