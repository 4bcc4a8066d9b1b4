import type { SelectedAsset } from '../../shared/deletion'
import type { PreviewAnswer, PreviewContent, PreviewProgress } from '../../shared/preview'
import { fail, succeed, type Result } from '../../shared/result'
import type { Settings } from '../../shared/settings'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { CachedFile } from '../ports'
import { stopped } from '../wordbee/budget/waiting-line'
import { toFailure, WordbeeError } from '../wordbee/wordbee-error'
import type { Addresses } from './addresses'
import { TooManyBytesError } from './bounded'
import type { EncodingsPort } from './decode-text'
import { inspect, type Found } from './inspect'
import type { KeptFiles } from './kept-files'
import { byteLimits, holdBytes, promisedKind, promisesNothing, type Held } from './limits'
import { loadFile, type LoadPorts } from './load-file'
import { readable } from './read-kept'
import { ReadyPreview, type Ready } from './ready-preview'

export interface PreviewRequest {
  readonly requestId: string
  readonly asset: SelectedAsset
  /** The user asked for this very file. */
  readonly isWished: boolean
  /** Also what a guard held. */
  readonly anyway: boolean
}

export interface PreviewOpenerPorts extends LoadPorts {
  readonly kept: Pick<KeptFiles, 'find' | 'read' | 'keep'>
  readonly connection: () => OpenConnection | null
  /** Keeps the session of a connection until the answer is called. */
  readonly hold: (open: OpenConnection) => () => void
  readonly addresses: Pick<Addresses, 'give' | 'end' | 'endAll'>
  /** The address of a name: what the viewer frame reads has one on the frame's own origin. */
  readonly addressOf: (name: string, isForViewer: boolean) => string
  readonly encodings: EncodingsPort
  readonly settings: () => Pick<Settings, 'autoPreview'>
  readonly onProgress: (progress: PreviewProgress) => void
}

/** How often progress is told, milliseconds. */
const progressMs = 100

interface Running {
  readonly request: PreviewRequest
  readonly open: OpenConnection
  readonly stopper: AbortController
  /** What was ready when it was asked for: of this file, or of another. */
  readonly ready: Ready | null
}

/** Opens one file for looking at it: one at a time, each next one ends the one before. */
export class PreviewOpener {
  private running: Running | null = null
  private readonly ready: ReadyPreview

  constructor(private readonly ports: PreviewOpenerPorts) {
    this.ready = new ReadyPreview(ports)
  }

  /** Failures: `not-connected`, `stopped` (closed, or by a later one), `storage-failed`, and those of a download. */
  async open(request: PreviewRequest): Promise<Result<PreviewAnswer>> {
    const open = this.ports.connection()
    const ready = this.ready.take()
    this.stop(ready?.served ?? null)
    if (open === null) return fail({ kind: 'not-connected', retry: 'no' })
    const running = { request, open, stopper: new AbortController(), ready }
    this.running = running
    const letGo = this.ports.hold(open)
    try {
      const answer = await this.answer(running)
      return this.running === running ? succeed(answer) : hasEnded
    } catch (error) {
      if (this.running !== running) return hasEnded
      if (error instanceof WordbeeError) return fail(toFailure(error))
      if (isOfDisk(error)) return fail({ kind: 'storage-failed', retry: 'now' })
      throw error
    } finally {
      letGo()
    }
  }

  /** The picture of the file that will probably be opened next, if it is kept; null if it isn't. Never rejects. */
  async makeReady(asset: SelectedAsset): Promise<PreviewAnswer | null> {
    const open = this.ports.connection()
    return open === null ? null : this.ready.make(open, asset)
  }

  /** What is ready beside it stays: whoever steps on closes the file before. */
  close(requestId: string): void {
    if (this.running?.request.requestId === requestId) this.stop(this.ready.served())
  }

  /** What is loaded ends, and so do its addresses: it was closed, or another connection or page is there. */
  end(): void {
    this.ready.end()
    this.stop(null)
  }

  private stop(stillServed: string | null): void {
    this.running?.stopper.abort()
    this.running = null
    this.ports.addresses.endAll(stillServed)
  }

  private async answer(running: Running): Promise<PreviewAnswer> {
    const { request, open, ready } = running
    if (request.asset.size === 0) return empty
    const version = { account: accountKeyOf(open), file: request.asset }
    const known = await this.ports.kept.find(version, 'file')
    if (ready !== null && known?.name === ready.keptName) return ready.answer
    if (ready !== null) this.ports.addresses.end(ready.served)
    if (known !== null) return this.show(running, known, true)
    const refusal = this.refuse(running)
    if (refusal !== null) return refusal
    try {
      const loaded = await this.load(running)
      // Deleted or replaced while it came: there is nothing of this version to show.
      if (loaded === null) throw stopped()
      return await this.show(running, loaded, false)
    } catch (error) {
      if (error instanceof TooManyBytesError)
        return heldOf(request, { guard: 'large', canLoad: !request.anyway })
      if (error instanceof WordbeeError && error.failure.kind === 'throttled') return noRoom(open)
      throw error
    }
  }

  /** Why it is not loaded, before any call. */
  private refuse({ request, open }: Running): PreviewAnswer | null {
    const { asset, isWished, anyway } = request
    const limits = byteLimits[promisedKind(asset.name)]
    const held = asset.size === null ? null : holdBytes(asset.size, limits, anyway)
    if (held !== null) return heldOf(request, held)
    const isUnasked = !isWished && !anyway
    if (isUnasked && (!this.ports.settings().autoPreview || promisesNothing(asset.name)))
      return { state: 'asks', bytes: asset.size }
    return open.client.hasRoom('previews') ? null : noRoom(open)
  }

  private load({ request, open, stopper }: Running): Promise<CachedFile | null> {
    const { asset, anyway, requestId } = request
    const { clock, onProgress } = this.ports
    const limits = byteLimits[promisedKind(asset.name)]
    let toldAt = Number.NEGATIVE_INFINITY
    return loadFile(this.ports, {
      ...{ open, asset, use: 'preview', signal: stopper.signal },
      most: anyway ? limits.most : limits.unasked,
      onBytes: (received) => {
        if (clock.elapsed() - toldAt < progressMs) return
        toldAt = clock.elapsed()
        onProgress({ requestId, received, total: asset.size })
      },
    })
  }

  private async show(running: Running, file: CachedFile, isKept: boolean): Promise<PreviewAnswer> {
    const { request } = running
    const { encodings, kept } = this.ports
    const found = await inspect(readable(kept, file), { encodings, anyway: request.anyway })
    if (this.running !== running) throw stopped()
    const mediaType = plainType(found.type)
    if (found.kind === 'held') {
      const { guard, canLoad, width, height } = found
      return { state: 'held', guard, canLoad, width, height, mediaType, bytes: file.size }
    }
    return { state: 'shown', content: this.contentOf(found, file), mediaType, bytes: file.size, isKept }
  }

  private contentOf(found: Found, file: CachedFile): PreviewContent {
    switch (found.kind) {
      case 'image': {
        const { width, height } = found
        return { kind: 'image', address: this.serve(found.type, file, false), width, height }
      }
      case 'vector': {
        const { width, height } = found
        return { kind: 'vector', address: this.serve(found.type, file, true), width, height }
      }
      case 'pdf':
        return { kind: 'pdf', address: this.serve(found.type, file, true) }
      case 'video':
      case 'audio':
        return { kind: found.kind, address: this.serve(found.type, file, false) }
      case 'text': {
        const { text, form, encoding, isWhole } = found
        return { kind: 'text', text, form, encoding, isWhole }
      }
      case 'none':
        return { kind: 'none' }
    }
  }

  private serve(type: string, { name, size }: CachedFile, isForViewer: boolean): string {
    const { addresses, addressOf } = this.ports
    return addressOf(addresses.give({ name, size, type }), isForViewer)
  }
}

const hasEnded = fail({ kind: 'stopped', retry: 'no' })

/** A file without bytes is a text without signs, and no call is worth to find that out. */
const empty: PreviewAnswer = {
  ...{ state: 'shown', mediaType: 'text/plain', bytes: 0, isKept: true },
  content: { kind: 'text', text: '', form: 'plain', encoding: 'utf-8', isWhole: true },
}

function heldOf({ asset }: PreviewRequest, { guard, canLoad }: Held): PreviewAnswer {
  return { state: 'held', guard, canLoad, mediaType: null, bytes: asset.size, width: null, height: null }
}

function noRoom({ client }: OpenConnection): PreviewAnswer {
  return { state: 'no-room', until: client.roomAt('previews') }
}

/** Without the parameters that it is served with. */
function plainType(type: string | null): string | null {
  return type?.split(';')[0] ?? null
}

function isOfDisk(error: unknown): boolean {
  return error instanceof Error && 'code' in error
}
