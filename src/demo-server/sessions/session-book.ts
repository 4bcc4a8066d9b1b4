import { randomUUID } from 'node:crypto'
import type { Clock } from '../store/clock'

/**
 * A token expires after this idle time; an absolute maximum is not documented. See
 * docs/platform-api.md#sign-in-and-session.
 */
const idleMs = 30 * 60_000

/** How many tokens `latest` returns. */
const maxLatest = 10

export interface Credentials {
  readonly accountId: string
  readonly apiKey: string
}

export interface SessionBook {
  /** Returns a new token, or null for a wrong account or key. Earlier tokens stay valid, which is not documented. */
  signIn(accountId: unknown, key: unknown): string | null
  /** Whether the token is valid for the account. Restarts its idle time. */
  accept(token: string | null, accountId: string | undefined): boolean
  end(token: string | null): void
  expireAll(): void
  /** The latest tokens, valid or not. */
  latest(): readonly string[]
}

export function createSessionBook(credentials: Credentials, clock: Clock): SessionBook {
  const lastUse = new Map<string, number>()
  let latest: readonly string[] = []
  const isAlive = (token: string) => {
    const at = lastUse.get(token)
    return at !== undefined && clock.now() - at < idleMs
  }
  return {
    signIn(accountId, key) {
      if (accountId !== credentials.accountId || key !== credentials.apiKey) return null
      for (const token of lastUse.keys()) if (!isAlive(token)) lastUse.delete(token)
      const token = randomUUID().toUpperCase()
      lastUse.set(token, clock.now())
      latest = [...latest, token].slice(-maxLatest)
      return token
    },
    accept(token, accountId) {
      if (token === null || accountId !== credentials.accountId || !isAlive(token)) return false
      lastUse.set(token, clock.now())
      return true
    },
    end(token) {
      if (token !== null) lastUse.delete(token)
    },
    expireAll: () => lastUse.clear(),
    latest: () => latest,
  }
}
