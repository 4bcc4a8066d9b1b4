import type { TextForm } from '../../shared/preview'
import { afterPrologue } from '../../shared/markup/prologue'

export const textTypes: Readonly<Record<TextForm, string>> = {
  plain: 'text/plain',
  json: 'application/json',
  html: 'text/html',
  xml: 'application/xml',
  csv: 'text/csv',
}

/** Elements that an HTML page starts with. Source: the WHATWG MIME sniffing standard, 7.1. */
const htmlStart =
  /^<(?:!doctype\s+html|html|head|body|script|iframe|style|title|div|table|font|h[1-6]|img|p|a|b|br|link|meta)(?=[\s/>])/i

/** Detects the form from the content. `isWhole` is false for the beginning of a longer text. */
export function detectTextForm(text: string, isWhole: boolean): TextForm {
  const start = text.replace(/^\ufeff/, '').trimStart()
  const first = afterPrologue(start)
  // `afterPrologue` also skips an HTML document type, so look for it in the start.
  if (htmlStart.test(start) || /<!doctype\s+html/i.test(start.slice(0, 1_024)) || htmlStart.test(first))
    return 'html'
  if (/^<\?xml\s/.test(start) || /^<[A-Za-z_][\w:.-]*[\s/>]/.test(first)) return 'xml'
  if (isJson(start, isWhole)) return 'json'
  return isTable(start) ? 'csv' : 'plain'
}

function isJson(text: string, isWhole: boolean): boolean {
  if (!/^(?:\{\s*["}]|\[\s*(?:["{[\]\d-]|true|false|null))/.test(text)) return false
  if (!isWhole) return true
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Lines to examine. */
const maxLines = 20

/** Whether every line has the same number of cells, with any of the usual separators. */
function isTable(text: string): boolean {
  const [header = '', ...rows] = text
    .slice(0, 20_000)
    .split(/\r\n|\r|\n/)
    .slice(0, maxLines)
    .filter((line) => line !== '')
  return [',', ';', '\t'].some((separator) => {
    const cells = cellsOf(header, separator)
    return cells > 1 && rows.length > 0 && rows.every((row) => cellsOf(row, separator) === cells)
  })
}

function cellsOf(line: string, separator: string): number {
  let [cells, isQuoted] = [1, false]
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted
    else if (character === separator && !isQuoted) cells += 1
  }
  return cells
}
