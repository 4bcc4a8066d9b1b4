import { toLocalName } from './local-name'

/** Extensions of the types that clipboards hold. Others get none. */
const extensions: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/bmp': 'bmp',
  'image/tiff': 'tiff',
  'image/svg+xml': 'svg',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
  'text/html': 'html',
  'message/rfc822': 'eml',
}

/** What browsers call every picture of the clipboard. */
const genericName = /^(?:image|screenshot|unknown|untitled)(?:\.([a-z0-9]{1,5}))?$/i

function pad(value: number): string {
  return String(value).padStart(2, '0')
}

/** Local time, as in the names that systems give their screenshots; without colons, which Windows refuses. */
function timeText(at: Date): string {
  const day = [at.getFullYear(), pad(at.getMonth() + 1), pad(at.getDate())].join('-')
  return `${day} ${[pad(at.getHours()), pad(at.getMinutes()), pad(at.getSeconds())].join('.')}`
}

/**
 * The proposed name of a file that was pasted or dropped without a path: its own, or one with the time if it has none that tells
 * it from others.
 */
export function pastedName({
  name,
  type,
  at,
}: {
  readonly name: string
  readonly type: string
  readonly at: Date
}): string {
  const typed = extensions[type.toLowerCase().split(';')[0] ?? ''] ?? ''
  const generic = genericName.exec(name.trim())
  if (generic === null && name.trim() !== '') return toLocalName(name)
  const extension = generic?.[1] ?? typed
  return `${type.toLowerCase().startsWith('image/') ? 'image' : 'pasted'} ${timeText(at)}${extension === '' ? '' : `.${extension}`}`
}
