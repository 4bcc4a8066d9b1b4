import type { AssetIdentity } from '../../shared/asset'

declare const checked: unique symbol

/**
 * An identity that is safe to send in a DELETE: a server cannot read its name and folder as something else. Only
 * `checkDeleteTarget` creates one, and functions that delete require it.
 */
export type DeleteTarget = AssetIdentity & { readonly [checked]: true }

/**
 * Checks whether an asset may be sent in a DELETE; null if not (docs/rules.md#p1). It rejects names that a server could take
 * for a missing name (blank, or not a text at runtime) or for another path (`.`, `..`, blank parts, a drive), and those that
 * it cannot receive unchanged (lone surrogates, NUL). A name may hold a path only if there is no folder, because a folder
 * would win over it. Source: `api2/delete-all-assets-from-segment`: a DELETE without a name deletes all files of the segment.
 */
export function checkDeleteTarget(identity: AssetIdentity): DeleteTarget | null {
  const isSafe =
    isText(identity.name) &&
    isText(identity.relativePath) &&
    isSafeName(identity.name, identity.relativePath) &&
    isSafeFolder(identity.relativePath) &&
    isSafeLocale(identity.locale) &&
    Number.isSafeInteger(identity.segmentId) &&
    identity.segmentId > 0
  return isSafe ? (identity as DeleteTarget) : null
}

/** Types end at runtime: a missing value would be sent as the word `undefined` or `null`. */
function isText(value: unknown): value is string {
  return typeof value === 'string'
}

/** Every part must name something, so that no server takes the folder above, or the segment, for the file. */
function isSafeName(name: string, folder: string): boolean {
  const parts = splitPath(name)
  if (parts.length > 1 && folder !== '') return false
  return parts.every((part) => !isBlank(part) && isSafePart(part)) && !startsWithDrive(parts)
}

function splitPath(path: string): readonly string[] {
  return path.split(/[/\\]/)
}

/** Windows takes a path that starts with a drive for an absolute one, outside of the segment. */
function startsWithDrive(parts: readonly string[]): boolean {
  const [first = ''] = parts
  return parts.length > 1 && /^\s*[a-z]:/i.test(first)
}

/** An empty folder is left out of the request; a blank one is unsafe, because servers read it differently. */
function isSafeFolder(folder: string): boolean {
  if (folder === '') return true
  const parts = splitPath(folder)
  return !isBlank(folder) && parts.every(isSafePart) && !/^\s*[a-z]:/i.test(folder)
}

function isSafeLocale(locale: string | null): boolean {
  if (locale === null) return true
  return isText(locale) && !isBlank(locale) && !/[/\\]/.test(locale) && isSafePart(locale)
}

/** Windows drops trailing dots and spaces, so a part that has only these would name the folder itself. */
function isSafePart(part: string): boolean {
  return !(part !== '' && /^[.\s]*$/.test(part)) && !part.includes('\0') && isWellFormed(part)
}

/** Whether a server might trim the text to an empty one: all Unicode and .NET white space, control and zero-width characters. */
function isBlank(text: string): boolean {
  return /^[\s\p{Cc}\p{Cf}\u115f\u1160\u3164\u2800\uffa0]*$/u.test(text)
}

/** Replaces `String.prototype.isWellFormed`, which the oldest supported runtime lacks. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}
