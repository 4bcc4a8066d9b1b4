import { createHash, randomBytes } from 'node:crypto'
import type {
  Clock,
  FilesPort,
  HashPort,
  MeasurePort,
  OpenedSecret,
  RandomSource,
  SecretBox,
  StreamHashPort,
} from '../core/ports'

interface PendingSleep {
  readonly at: number
  readonly wake: () => void
}

interface Timer {
  readonly at: number
  readonly callBack: () => void
}

/**
 * A clock with virtual time. Once the event loop is idle, time jumps to the earliest pending sleep and resolves it. If
 * `isFrozen`, time only moves with `advance`. A callback of `after` does not move time: it runs once time has passed anyway.
 */
export class FakeClock implements Clock {
  readonly sleepTimes: number[] = []
  isFrozen = false
  private time = 0
  private pendingSleeps: PendingSleep[] = []
  private timers: Timer[] = []

  constructor(private start = Date.UTC(2026, 2, 4, 6, 6)) {}

  now(): number {
    return this.start + this.time
  }

  elapsed(): number {
    return this.time
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve()
    this.sleepTimes.push(ms)
    return new Promise((resolve) => {
      const wake = (): void => {
        signal?.removeEventListener('abort', wake)
        resolve()
      }
      this.pendingSleeps.push({ at: this.time + ms, wake })
      signal?.addEventListener('abort', wake)
      if (!this.isFrozen) setImmediate(() => this.wakeNext())
    })
  }

  after(ms: number, callBack: () => void): () => void {
    const timer = { at: this.time + ms, callBack }
    this.timers.push(timer)
    return () => this.dropTimer(timer)
  }

  /** Whether no sleep is pending. */
  isIdle(): boolean {
    return this.pendingSleeps.length === 0
  }

  advance(ms: number): void {
    this.time += ms
    for (const pendingSleep of this.pendingSleeps.filter(({ at }) => at <= this.time)) this.wake(pendingSleep)
    this.fireTimers()
  }

  /** Sets the wall clock by this much, without letting time pass. */
  setWallBy(ms: number): void {
    this.start += ms
  }

  private wakeNext(): void {
    const [next] = [...this.pendingSleeps].sort((one, other) => one.at - other.at)
    if (next === undefined) return
    this.time = Math.max(this.time, next.at)
    this.wake(next)
    this.fireTimers()
  }

  private fireTimers(): void {
    for (const timer of this.timers.filter(({ at }) => at <= this.time)) {
      this.dropTimer(timer)
      timer.callBack()
    }
  }

  private dropTimer(timer: Timer): void {
    this.timers = this.timers.filter((other) => other !== timer)
  }

  private wake(pendingSleep: PendingSleep): void {
    this.pendingSleeps = this.pendingSleeps.filter((other) => other !== pendingSleep)
    pendingSleep.wake()
  }
}

let ids = 0

/** Unique ids from a counter, which is cheaper than random ones. */
export class FakeRandom implements RandomSource {
  fraction(): number {
    return 0.5
  }

  id(): string {
    return (ids += 1).toString(16).padStart(32, '0')
  }
}

export class MemoryFiles implements FilesPort {
  readonly files = new Map<string, Uint8Array>()

  read(name: string): Promise<Uint8Array | null> {
    return Promise.resolve(this.files.get(name) ?? null)
  }

  write(name: string, bytes: Uint8Array): Promise<void> {
    this.files.set(name, bytes)
    return Promise.resolve()
  }

  list(): Promise<readonly string[]> {
    return Promise.resolve([...this.files.keys()])
  }

  remove(name: string): Promise<void> {
    this.files.delete(name)
    return Promise.resolve()
  }
}

/** An in-memory keychain. Sealed secrets have the prefix of the real one, and only the instance that sealed one opens it. */
export class MemorySecretBox implements SecretBox {
  private readonly secrets = new Map<string, string>()
  available = true
  broken = false
  shouldReseal = false

  constructor(private readonly prefix = 'v11') {}

  isAvailable(): Promise<boolean> {
    return Promise.resolve(this.available)
  }

  seal(secret: string): Promise<Uint8Array> {
    const sealed = `${this.prefix}${randomBytes(16).toString('hex')}`
    this.secrets.set(sealed, secret)
    return Promise.resolve(new TextEncoder().encode(sealed))
  }

  open(sealed: Uint8Array): Promise<OpenedSecret> {
    const secret = this.secrets.get(new TextDecoder().decode(sealed))
    if (this.broken || secret === undefined) return Promise.reject(new Error('cannot be opened'))
    return Promise.resolve({ secret, shouldReseal: this.shouldReseal })
  }
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
