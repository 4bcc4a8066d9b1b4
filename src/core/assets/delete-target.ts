import type { AssetIdentity } from '../../shared/asset'

declare const checked: unique symbol

/**
 * An identity that is safe to send in a DELETE: a server cannot read its name and folder as something else. Only
 * `checkDeleteTarget` creates one, and functions that delete require it.
 */
export type DeleteTarget = AssetIdentity & { readonly [checked]: true }

/**
 * Checks whether an asset may be sent in a DELETE; null if not (docs/rules.md#p1). It rejects names that a server could take
 * for a missing name (blank, `undefined`, `null`) or for another path (`.`, `..`, separators), and those that it cannot
 * receive unchanged (lone surrogates, NUL). Source: `api2/delete-all-assets-from-segment`: a DELETE without a name deletes all
 * files of the segment.
 */
export function checkDeleteTarget(identity: AssetIdentity): DeleteTarget | null {
  const isSafe =
    isSafeName(identity.name) &&
    isSafeFolder(identity.relativePath) &&
    isSafeLocale(identity.locale) &&
    Number.isSafeInteger(identity.segmentId) &&
    identity.segmentId > 0
  return isSafe ? (identity as DeleteTarget) : null
}

function isSafeName(name: string): boolean {
  if (isBlank(name) || name === 'undefined' || name === 'null') return false
  return !/[/\\]/.test(name) && isSafePart(name)
}

/** An empty folder is left out of the request; a blank one is unsafe, because servers read it differently. */
function isSafeFolder(folder: string): boolean {
  if (folder === '') return true
  return !isBlank(folder) && folder.split(/[/\\]/).every(isSafePart)
}

function isSafeLocale(locale: string | null): boolean {
  if (locale === null) return true
  return !isBlank(locale) && !/[/\\]/.test(locale) && isSafePart(locale)
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
