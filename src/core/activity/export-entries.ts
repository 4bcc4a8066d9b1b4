import type { ActivityEntry, ActivityFormat } from '../../shared/activity'

/** Scripts rely on the names of the columns, so they are neither translated nor changed. */
const columns: readonly (readonly [string, (entry: ActivityEntry) => string])[] = [
  ['number', ({ seq }) => String(seq)],
  ['time', ({ at }) => at],
  ['act', ({ act }) => act],
  ['result', ({ result }) => result],
  ['reason', ({ reason }) => reason ?? ''],
  ['answer', ({ answer }) => answer],
  ['file', ({ asset }) => asset.name],
  ['folder', ({ asset }) => asset.relativePath],
  ['language', ({ asset }) => asset.locale ?? ''],
  ['segment', ({ asset }) => String(asset.segmentId)],
  ['place', ({ asset }) => contextLabel(asset.context)],
  ['size', ({ size }) => (size === null ? '' : String(size))],
  ['sha256', ({ sha256 }) => sha256 ?? ''],
  ['account', ({ account }) => account],
  ['user', ({ user }) => user],
  ['server', ({ host }) => host],
  ['connection', ({ connection }) => connection],
  ['job', ({ jobId }) => jobId ?? ''],
  ['previous hash', ({ previousHash }) => previousHash],
  ['hash', ({ hash }) => hash],
]

/** Entries per piece of an export: each piece is written while the next is created. */
const entriesPerPiece = 500

/**
 * Entries as text, in pieces. CSV: RFC 4180 with every cell quoted, a byte-order mark so that spreadsheets recognise UTF-8 (no
 * `sep=` line, which makes them ignore the mark), and no cell that a spreadsheet runs as a formula. JSON: one array.
 */
export function* exportEntries(format: ActivityFormat, entries: readonly ActivityEntry[]): Generator<string> {
  if (format === 'json') {
    yield* exportJson(entries)
    return
  }
  const separator = format === 'csv' ? ',' : ';'
  const toLine = (cells: readonly string[]): string => `${cells.map(toCsvCell).join(separator)}\r\n`
  yield `\ufeff${toLine(columns.map(([name]) => name))}`
  for (const piece of piecesOf(entries))
    yield piece.map((entry) => toLine(columns.map(([, read]) => read(entry)))).join('')
}

function* exportJson(entries: readonly ActivityEntry[]): Generator<string> {
  yield '['
  let separator = '\n'
  for (const piece of piecesOf(entries)) {
    yield separator + piece.map((entry) => JSON.stringify(entry)).join(',\n')
    separator = ',\n'
  }
  yield '\n]\n'
}

function* piecesOf(entries: readonly ActivityEntry[]): Generator<readonly ActivityEntry[]> {
  for (let start = 0; start < entries.length; start += entriesPerPiece)
    yield entries.slice(start, start + entriesPerPiece)
}

/** What a formula starts with, also in the full-width and small forms that some programs treat alike. */
const operators = '[=+\\-@\\u2212\\ufe62\\ufe63\\ufe66\\ufe6b\\uff0b\\uff0d\\uff1d\\uff20]'
/** What separates cells in some locale or import dialog, and the ends of a line. */
const separators =
  '[,;|:\\t\\r\\n\\v\\f\\u0085\\u2028\\u2029\\u060c\\u061b\\u3001\\uff0c\\uff1a\\uff1b\\uff5c]'
/** Quotes, and blanks and invisible characters that a program may skip; no separator, so that each is read once. */
const skipped = `(?:(?!${separators})["\\u2018-\\u201f\\uff02\\p{Z}\\p{Cc}\\p{Cf}])*`
const formula = `'*${skipped}${operators}`
const formulaAfterSeparator = new RegExp(`${separators}(?=${formula})`, 'gu')
const formulaAtStart = new RegExp(`^(?=${formula}|'*[\\t\\r\\n])`, 'u')

/**
 * One quoted cell. Where a formula could start, it gets an apostrophe in front, which spreadsheets read as "this is text": at the
 * start of the cell, and after every character that a program with another separator reads as the end of a cell. An
 * apostrophe that is there already gets another, so that removing one always restores the original.
 */
export function toCsvCell(text: string): string {
  const safe = text.replace(formulaAfterSeparator, "$&'").replace(formulaAtStart, "'")
  return `"${safe.replaceAll('"', '""')}"`
}

function contextLabel(context: ActivityEntry['asset']['context']): string {
  return context.family === 'classic' ? context.scope : `flex ${context.documentId}`
}
