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
 * Entries as text, in pieces. CSV: RFC 4180 with every cell quoted, a byte-order mark so that spreadsheets recognise UTF-8,
 * and no cell that a spreadsheet runs as a formula. JSON: one array.
 */
export function* exportEntries(format: ActivityFormat, entries: readonly ActivityEntry[]): Generator<string> {
  yield format === 'csv' ? `\ufeff${toCsvLine(columns.map(([name]) => name))}` : '['
  for (let start = 0; start < entries.length; start += entriesPerPiece) {
    const piece = entries.slice(start, start + entriesPerPiece)
    if (format === 'csv')
      yield piece.map((entry) => toCsvLine(columns.map(([, read]) => read(entry)))).join('')
    else yield `${start === 0 ? '\n' : ',\n'}${piece.map((entry) => JSON.stringify(entry)).join(',\n')}`
  }
  if (format === 'json') yield '\n]\n'
}

function toCsvLine(cells: readonly string[]): string {
  return `${cells.map(toCsvCell).join(',')}\r\n`
}

/**
 * One quoted cell. Text that starts like a formula gets an apostrophe in front, which spreadsheets read as "this is text".
 * Full-width operators and a line feed count as well, because some programs treat them alike. Text that starts with
 * apostrophes before a formula also gets one, so that removing one apostrophe always restores the original.
 */
export function toCsvCell(text: string): string {
  const safe = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

function contextLabel(context: ActivityEntry['asset']['context']): string {
  return context.family === 'classic' ? context.scope : `flex ${context.documentId}`
}
