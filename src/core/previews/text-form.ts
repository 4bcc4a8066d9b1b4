import type { TextForm } from '../../shared/preview'
import { afterPrologue } from './svg-header'

export const textTypes: Readonly<Record<TextForm, string>> = {
  plain: 'text/plain',
  json: 'application/json',
  html: 'text/html',
  xml: 'application/xml',
  csv: 'text/csv',
}

/** Elements that a page begins with. Source: the WHATWG MIME sniffing standard, 7.1. */
const htmlStart =
  /^<(?:!doctype\s+html|html|head|body|script|iframe|style|title|div|table|font|h[1-6]|img|p|a|b|br|link|meta)(?=[\s/>])/i

/** By the text itself. `isWhole` is false for the beginning of a longer one. */
export function detectTextForm(text: string, isWhole: boolean): TextForm {
  const start = text.replace(/^\ufeff/, '').trimStart()
  const first = afterPrologue(start)
  // The prologue of XML takes a page's document type too.
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

/** Lines that are looked at. */
const maxLines = 20

/** The same number of cells in every line, whatever stands between them. */
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
