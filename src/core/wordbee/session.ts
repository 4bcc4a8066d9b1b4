import type { Clock } from '../ports'
import { toFailure, failureWithDetail, WordbeeError } from './wordbee-error'

/** A session token; a newer one has a higher generation. */
export interface Token {
  readonly text: string
  readonly generation: number
}

export interface Session {
  /** The current token, or a new one. Concurrent callers share one sign-in. */
  readonly token: () => Promise<Token>
  /** Records that the server rejected this token. Ignored for a token that is not the current one. */
  readonly invalidate: (token: Token) => void
  /** Records that the server accepted this token. */
  readonly confirm: (token: Token) => void
  /** How long the server has not accepted this token, in ms. Includes a suspend, during which `elapsed` may stop. */
  readonly idleMs: (token: Token) => number
  /** Removes and returns the current token, so that the client can sign it out. */
  readonly takeToken: () => Token | null
}

/** Sign-ins in a row without an accepted call before the circuit breaker opens. */
const maxUnprovenSignIns = 3

/** How long calls then fail immediately, in ms. One user action may start many parallel calls. */
const cooldownMs = 15_000

/**
 * Holds the session token, in memory only (docs/rules.md#p7). Tokens expire after 30 idle minutes, which the server reports
 * by 401 or a 400. A circuit breaker stops the loop of signing in with tokens that are rejected at once; sign-ins that failed
 * because of the network or a throttle do not count.
 * Failures: `session-rejected`, and those of `signIn`. Source: `api2/authentication`.
 */
export function createSession(signIn: () => Promise<string>, clock: Pick<Clock, 'elapsed' | 'now'>): Session {
  let current: Token | null = null
  let pending: Promise<Token> | null = null
  let generation = 0
  let unproven = 0
  let cooldownUntil = 0
  let usedAt = { elapsed: 0, now: 0 }

  function recordUse(): void {
    usedAt = { elapsed: clock.elapsed(), now: clock.now() }
  }

  async function renew(): Promise<Token> {
    if (unproven >= maxUnprovenSignIns) {
      cooldownUntil = clock.elapsed() + cooldownMs
      unproven = 0
    }
    if (clock.elapsed() < cooldownUntil) {
      throw new WordbeeError(failureWithDetail('session-rejected', ''), {
        status: null,
        nothingWasDone: true,
      })
    }
    unproven += 1
    const text = await signIn().catch((error: unknown) => {
      // Only a rejected key counts: other failures say nothing about the session.
      if (toFailure(error).kind !== 'wrong-key') unproven -= 1
      throw error
    })
    generation += 1
    recordUse()
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
      if (token.generation !== generation) return
      unproven = 0
      recordUse()
    },
    idleMs(token) {
      if (token.generation !== generation) return 0
      return Math.max(clock.elapsed() - usedAt.elapsed, clock.now() - usedAt.now)
    },
    takeToken() {
      const token = current
      current = null
      return token
    },
  }
}
