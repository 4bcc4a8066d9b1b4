/** Maximum characters per rendered row. A line of a megabyte in one element would freeze the window. */
const maxRowLength = 1_000

export interface TextLine {
  /** 1-based line number; null for the continuation of a wrapped line. */
  readonly number: number | null
  readonly text: string
}

function splitLine(line: string, number: number): readonly TextLine[] {
  if (line.length <= maxRowLength) return [{ number, text: line }]
  const rows: TextLine[] = []
  for (let start = 0; start < line.length;) {
    // Never split a surrogate pair.
    const isSplit = /[\ud800-\udbff]/.test(line.charAt(start + maxRowLength - 1))
    const end = start + maxRowLength - (isSplit ? 1 : 0)
    rows.push({ number: start === 0 ? number : null, text: line.slice(start, end) })
    start = end
  }
  return rows
}

export interface TextPart {
  readonly text: string
  /** The symbol to show for a control character; null for other text. */
  readonly symbol: string | null
}

const controls = /[\0-\x08\x0b-\x1f\x7f-\x9f]/g

/** Unicode's pictures of control characters; the second set has none. */
function controlSymbol(character: string): string {
  const code = character.charCodeAt(0)
  if (code === 0x7f) return '\u2421'
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : `U+00${code.toString(16).toUpperCase()}`
}

/** Splits a line so that its control characters, except tabs, can be shown as symbols. */
export function splitControls(line: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of line.matchAll(controls)) {
    if (match.index > end) parts.push({ text: line.slice(end, match.index), symbol: null })
    parts.push({ text: match[0], symbol: controlSymbol(match[0]) })
    end = match.index + match[0].length
  }
  return end === line.length ? parts : [...parts, { text: line.slice(end), symbol: null }]
}

export function textLines(text: string): readonly TextLine[] {
  return text.split(/\r\n|\r|\n/).flatMap((line, index) => splitLine(line, index + 1))
}

/** Tokens of JSON: strings, punctuation, and other literals. */
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
 * Formats JSON with one line per value, or returns null for invalid JSON. Only whitespace changes: numbers beyond the
 * precision of JavaScript and duplicate keys are kept.
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
