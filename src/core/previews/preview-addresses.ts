import type { Clock, RandomSource } from '../ports'

/** What a name stands for: a kept file, and what it is served as. */
export interface ServedFile {
  /** Of the file among those that are kept. */
  readonly name: string
  readonly size: number
  /** For the header `Content-Type`. */
  readonly type: string
}

/** After so long without a request a name is forgotten, milliseconds. */
const expiryMs = 10 * 60 * 1_000

/** Names under which files that are being looked at can be fetched. Nobody can guess one, and it says nothing of the file. */
export class PreviewAddresses {
  private readonly served = new Map<string, { readonly file: ServedFile; usedAt: number }>()

  constructor(
    private readonly ports: {
      readonly random: Pick<RandomSource, 'id'>
      readonly clock: Pick<Clock, 'elapsed'>
    },
  ) {}

  register(file: ServedFile): string {
    const name = this.ports.random.id()
    this.served.set(name, { file, usedAt: this.ports.clock.elapsed() })
    return name
  }

  /** Null for a name that was never given, that has ended, or that nobody used for ten minutes. */
  findFile(name: string): ServedFile | null {
    const found = this.served.get(name)
    const now = this.ports.clock.elapsed()
    if (found === undefined || now - found.usedAt > expiryMs) {
      this.served.delete(name)
      return null
    }
    found.usedAt = now
    return found.file
  }

  revoke(name: string): void {
    this.served.delete(name)
  }

  /** All of them, but for one. */
  revokeAll(except: string | null = null): void {
    for (const name of this.served.keys()) if (name !== except) this.served.delete(name)
  }
}
