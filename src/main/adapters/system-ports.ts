import { createHash, randomBytes } from 'node:crypto'
import { userInfo } from 'node:os'
import type { Clock, HashPort, MeasurePort, RandomSource, StreamHashPort } from '../../core/ports'

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve()
        return
      }
      const wake = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', wake)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      signal?.addEventListener('abort', wake, { once: true })
    }),
  after(ms, callBack) {
    const timer = setTimeout(callBack, ms)
    return () => clearTimeout(timer)
  },
}

export const systemRandom: RandomSource = {
  fraction: () => Math.random(),
  id: () => randomBytes(16).toString('hex'),
}

export const nodeHash: HashPort & MeasurePort & StreamHashPort = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  async measure(chunks) {
    const hash = createHash('sha256')
    let size = 0
    for await (const chunk of chunks) {
      hash.update(chunk)
      size += chunk.byteLength
    }
    return { size, sha256: hash.digest('hex') }
  },
  createHash() {
    const hash = createHash('sha256')
    return { add: (bytes) => void hash.update(bytes), sha256: () => hash.digest('hex') }
  },
}

/** Login name of the computer's user, or "" if the system has none. */
export function computerUser(): string {
  try {
    return userInfo().username
  } catch {
    // The user has no system account entry, as in some containers.
    return ''
  }
}
