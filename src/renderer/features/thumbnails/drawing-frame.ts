import type { RefshelfApi } from '../../../shared/ipc/contract'
import { thumbnailSide, type SmallDrawing } from '../../../shared/preview'
import { thumbnailsOrigin, viewerPage, type ViewerRequest } from '../../../shared/viewer'
import { safely } from '../../lib/safely'
import { readSmallAnswer } from './small-answer'
import { toWebp } from './to-webp'

/** Milliseconds until a frame that is silent is replaced: what it hangs on is no picture for us. */
const silentMs = 10_000
/** Milliseconds without work after which the frame and its process go. */
const idleMs = 60_000

/**
 * The sandboxed page that draws small pictures of foreign bytes: a frame of another origin, in a process of its own, which
 * sees nothing of this window. One picture at a time; what becomes of it goes to main, which looks at it once more.
 */
export class DrawingFrame {
  private frame: HTMLIFrameElement | null = null
  private isReady = false
  private readonly queue: SmallDrawing[] = []
  private current: SmallDrawing | null = null
  private asked = 0
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly api: Pick<RefshelfApi, 'giveThumbnail'>) {
    window.addEventListener('message', this.hear)
  }

  readonly draw = (drawing: SmallDrawing): void => {
    this.queue.push(drawing)
    this.next()
  }

  private next(): void {
    if (this.current !== null) return
    const drawing = this.queue.shift()
    if (drawing === undefined) {
      this.expect(idleMs, () => this.remove())
      return
    }
    this.current = drawing
    this.asked += 1
    this.expect(silentMs, () => {
      this.remove()
      this.answer(null)
    })
    if (this.frame === null) this.add()
    else if (this.isReady) this.ask(drawing)
  }

  private add(): void {
    const frame = document.createElement('iframe')
    frame.setAttribute('sandbox', 'allow-scripts allow-same-origin')
    frame.setAttribute('aria-hidden', 'true')
    frame.className = 'drawing-frame'
    frame.tabIndex = -1
    frame.src = thumbnailsOrigin + viewerPage
    document.body.append(frame)
    this.frame = frame
  }

  private remove(): void {
    this.frame?.remove()
    this.frame = null
    this.isReady = false
  }

  private ask({ kind, address }: SmallDrawing): void {
    const request: ViewerRequest = {
      ...{ type: 'draw', ticket: this.asked, kind, address, page: 1 },
      ...{ width: thumbnailSide, height: thumbnailSide },
    }
    this.frame?.contentWindow?.postMessage(request, thumbnailsOrigin)
  }

  /** From this very frame only; what it says is checked before it is believed. */
  private readonly hear = ({ source, origin, data }: MessageEvent<unknown>): void => {
    if (this.frame === null || source !== this.frame.contentWindow || origin !== thumbnailsOrigin) return
    const answer = readSmallAnswer(data)
    if (answer === null) return
    if (answer.type === 'ready') {
      this.isReady = true
      if (this.current !== null) this.ask(this.current)
    } else if (answer.ticket === this.asked && this.current !== null) {
      void this.encode(this.current, answer.type === 'drawn' ? answer.picture : null)
    }
  }

  private async encode(drawing: SmallDrawing, picture: ImageBitmap | null): Promise<void> {
    const encoded = picture === null ? null : await toWebp(picture)
    if (drawing === this.current) this.answer(encoded)
  }

  private answer(picture: Uint8Array | null): void {
    const { current } = this
    this.current = null
    if (current !== null) void safely(this.api.giveThumbnail({ ticket: current.ticket, picture }))
    this.next()
  }

  private expect(ms: number, otherwise: () => void): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(otherwise, ms)
  }
}
