import type { AssetIdentity } from '../../shared/asset'

declare const checked: unique symbol

/**
 * An identity whose name and folder can be put into a DELETE without the server reading them as something else.
 * `checkDeleteTarget` is the only maker: without it, no function that deletes can be called.
 */
export type DeleteTarget = AssetIdentity & { readonly [checked]: true }

/**
 * Whether an asset may be asked for by DELETE at all (docs/rules.md#p1). Refused are names that a server could take for no name
 * (blank, and the words that a broken client would send for a missing value), for another place (`.`, `..`, a path
 * inside the name) or cannot receive unchanged (lone surrogates, NUL). Source: `api2/delete-all-assets-from-segment`:
 * a DELETE without a name wipes the segment.
 */
export function checkDeleteTarget(identity: AssetIdentity): DeleteTarget | null {
  const safe =
    isSafeName(identity.name) &&
    isSafeFolder(identity.relativePath) &&
    isSafeLocale(identity.locale) &&
    Number.isSafeInteger(identity.segmentId) &&
    identity.segmentId > 0
  return safe ? (identity as DeleteTarget) : null
}

function isSafeName(name: string): boolean {
  if (isBlank(name) || name === 'undefined' || name === 'null') return false
  return !/[/\\]/.test(name) && isSafePart(name)
}

/** An empty folder is left out of the request; one that is blank but not empty would be a different thing to each server. */
function isSafeFolder(folder: string): boolean {
  if (folder === '') return true
  return !isBlank(folder) && folder.split(/[/\\]/).every(isSafePart)
}

function isSafeLocale(locale: string | null): boolean {
  if (locale === null) return true
  return !isBlank(locale) && !/[/\\]/.test(locale) && isSafePart(locale)
}

/** Windows drops dots and spaces at the end of a name, so a part of nothing else names the folder itself. */
function isSafePart(part: string): boolean {
  return !(part !== '' && /^[.\s]*$/.test(part)) && !part.includes('\0') && isWellFormed(part)
}

/** True for what any server might trim to nothing: all Unicode white space (.NET's too), controls, zero-width characters. */
function isBlank(text: string): boolean {
  return /^[\s\p{Cc}\p{Cf}\u115f\u1160\u3164\u2800\uffa0]*$/u.test(text)
}

/** `String.prototype.isWellFormed` is younger than the oldest runtime. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}
