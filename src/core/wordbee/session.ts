import type { Clock } from '../ports'
import { toFailure, failureWithDetail, WordbeeError } from './wordbee-error'

/** A token and its number; a higher number is a newer token. */
export interface Token {
  readonly text: string
  readonly generation: number
}

export interface Session {
  /** The token at hand, or a new one: one sign-in at a time, shared by all who wait. */
  readonly token: () => Promise<Token>
  /** Tells that the server no longer takes this token. An older one than the present says nothing. */
  readonly invalidate: (token: Token) => void
  /** Tells that the server took this token. */
  readonly confirm: (token: Token) => void
  /** Forgets the token and returns it, so that it can be given back. */
  readonly takeToken: () => Token | null
}

/** Sign-ins that no accepted call followed, in a row, before we stop asking. */
const signInsWithoutSuccess = 3

/** After that, how long each call fails at once: one request of the user may be many calls in parallel. */
const restMs = 15_000

/**
 * Keeps the one session token, in memory only (docs/rules.md#p7). Tokens die after 30 idle minutes, and the server says so by 401 or
 * by a 400; a token that is dead on arrival must not become an endless loop, so the breaker counts sign-ins that no
 * accepted call followed, and not those that a broken line or a pause of the server kept from being answered.
 * Failures: `session-rejected`, and those of `signIn`. Source: `api2/authentication`.
 */
export function createSession(signIn: () => Promise<string>, clock: Pick<Clock, 'elapsed'>): Session {
  let current: Token | null = null
  let pending: Promise<Token> | null = null
  let generation = 0
  let unproven = 0
  let restsUntil = 0

  async function renew(): Promise<Token> {
    if (unproven >= signInsWithoutSuccess) {
      restsUntil = clock.elapsed() + restMs
      unproven = 0
    }
    if (clock.elapsed() < restsUntil) {
      throw new WordbeeError(failureWithDetail('session-rejected', ''), {
        status: null,
        nothingWasDone: true,
      })
    }
    unproven += 1
    const text = await signIn().catch((error: unknown) => {
      // A sign-in that was not answered by yes or no says nothing about the session.
      if (toFailure(error).kind !== 'wrong-key') unproven -= 1
      throw error
    })
    generation += 1
    current = { text, generation }
    return current
  }

  return {
    async token() {
      if (current !== null) return current
      pending ??= renew().finally(() => {
        pending = null
      })
      return pending
    },
    invalidate(token) {
      if (current?.generation === token.generation) current = null
    },
    confirm(token) {
      if (token.generation === generation) unproven = 0
    },
    takeToken() {
      const token = current
      current = null
      return token
    },
  }
}
