import type { Clock, RandomSource } from '../ports'

/** A cached file and the content type to serve it with. */
export interface ServedFile {
  /** Name in the cache. */
  readonly name: string
  readonly size: number
  /** Value of the `Content-Type` header. */
  readonly type: string
}

/** A name expires after this time without a request, in milliseconds. */
const expiryMs = 10 * 60 * 1_000

/** Random names under which the files of open previews are served. They cannot be guessed and reveal nothing. */
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

  /** Null for a name that is unknown, revoked or expired. */
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

  /** Revokes all names except one. */
  revokeAll(except: string | null = null): void {
    for (const name of this.served.keys()) if (name !== except) this.served.delete(name)
  }
}
