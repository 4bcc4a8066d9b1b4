import { z } from 'zod'
import { parseJson } from '../parse-json'

/** The server and account that a key is for. It is sent nowhere else. */
export interface KeyOwner {
  /** As normalised by `normaliseServerUrl`. */
  readonly serverUrl: string
  readonly accountId: string
}

/** Starts the sealed text. No key starts like this, so text without it is a bare key of the first releases. */
const marker = 'refshelf-key:1:'

const boundSchema = z.tuple([z.string(), z.string(), z.string()])

/** The text to seal: the key with its owner, so that neither can be exchanged without the keychain. */
export function bindKey(key: string, { serverUrl, accountId }: KeyOwner): string {
  return marker + JSON.stringify([serverUrl, accountId, key])
}

/** The key and its owner, which is null for a bare key. Throws if the text is damaged or of a newer version. */
export function readBoundKey(secret: string): { readonly key: string; readonly owner: KeyOwner | null } {
  if (!secret.startsWith('refshelf-key:')) return { key: secret, owner: null }
  if (!secret.startsWith(marker)) throw new Error('a key of a newer version')
  const [serverUrl, accountId, key] = boundSchema.parse(parseJson(secret.slice(marker.length)))
  return { key, owner: { serverUrl, accountId } }
}

export function isSameKeyOwner(one: KeyOwner, other: KeyOwner): boolean {
  return one.serverUrl === other.serverUrl && one.accountId === other.accountId
}
