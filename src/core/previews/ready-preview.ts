import type { SelectedAsset } from '../../shared/deletion'
import type { PreviewAnswer } from '../../shared/preview'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { CachedFile } from '../ports'
import type { Addresses } from './addresses'
import type { EncodingsPort } from './decode-text'
import { inspect } from './inspect'
import type { KeptFiles } from './kept-files'
import { readable } from './read-kept'

export interface ReadyPorts {
  readonly kept: Pick<KeptFiles, 'find' | 'read'>
  readonly addresses: Pick<Addresses, 'give' | 'end'>
  readonly addressOf: (name: string, isForViewer: boolean) => string
  readonly encodings: EncodingsPort
}

export interface Ready {
  readonly answer: PreviewAnswer
  /** Of what is kept of the file: it stands for its identity, version and account. */
  readonly keptName: string
  /** Under which it is served. */
  readonly served: string
}

/**
 * The picture of the file that will probably be looked at next, where it is kept on this computer: a step to it waits for
 * no answer then. No call is ever made for it.
 */
export class ReadyPreview {
  private ready: Ready | null = null
  private round = 0

  constructor(private readonly ports: ReadyPorts) {}

  /**
   * Null where it is not kept, is no picture that is shown unasked, or something was opened meanwhile. Never rejects: what
   * the disk won't give is not ready.
   */
  async make(open: OpenConnection, asset: SelectedAsset): Promise<PreviewAnswer | null> {
    if (this.ready !== null) this.ports.addresses.end(this.ready.served)
    this.end()
    const mine = this.round
    const found = await this.look(open, asset).catch(() => null)
    if (found === null || this.round !== mine) return null
    const { file, type, width, height } = found
    const served = this.ports.addresses.give({ name: file.name, size: file.size, type })
    const content = { kind: 'image', address: this.ports.addressOf(served, false), width, height } as const
    const answer = { state: 'shown', content, mediaType: type, bytes: file.size, isKept: true } as const
    this.ready = { answer, keptName: file.name, served }
    return answer
  }

  /** What is ready, and not any more. */
  take(): Ready | null {
    const { ready } = this
    this.end()
    return ready
  }

  /** Under which name it is served. */
  served(): string | null {
    return this.ready?.served ?? null
  }

  end(): void {
    this.ready = null
    this.round += 1
  }

  private async look(
    open: OpenConnection,
    asset: SelectedAsset,
  ): Promise<{
    readonly file: CachedFile
    readonly type: string
    readonly width: number
    readonly height: number
  } | null> {
    const { kept, encodings } = this.ports
    const file = await kept.find({ account: accountKeyOf(open), file: asset }, 'file')
    if (file === null) return null
    const found = await inspect(readable(kept, file), { encodings, anyway: false })
    return found.kind === 'image' ? { file, ...found } : null
  }
}
