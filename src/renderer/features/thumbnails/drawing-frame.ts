import type { RefshelfApi } from '../../../shared/ipc/contract'
import { readDrawn, thumbnailFrame } from '../../../shared/thumbnail-frame'
import { safely } from '../../lib/safely'

/** Milliseconds until a frame that is silent is replaced: what it hangs on is no picture for us. */
const silentMs = 10_000
/** Milliseconds without work after which the frame and its process go. */
const idleMs = 60_000

interface Drawing {
  readonly ticket: string
  readonly address: string
}

/**
 * The sandboxed page that draws small pictures of foreign bytes: a frame of another origin, in a process of its own, which
 * sees nothing of this window. One picture at a time; what it gives goes to main, which looks at it.
 */
export class DrawingFrame {
  private frame: HTMLIFrameElement | null = null
  private isReady = false
  private readonly queue: Drawing[] = []
  private current: Drawing | null = null
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly api: Pick<RefshelfApi, 'giveThumbnail'>) {
    window.addEventListener('message', this.hear)
  }

  readonly draw = (drawing: Drawing): void => {
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
    frame.src = thumbnailFrame.page
    document.body.append(frame)
    this.frame = frame
  }

  private remove(): void {
    this.frame?.remove()
    this.frame = null
    this.isReady = false
  }

  private ask(drawing: Drawing): void {
    this.frame?.contentWindow?.postMessage(drawing, thumbnailFrame.origin)
  }

  /** From this very frame only; what it says is checked before it is believed. */
  private readonly hear = ({ source, origin, data }: MessageEvent<unknown>): void => {
    if (this.frame === null || source !== this.frame.contentWindow || origin !== thumbnailFrame.origin) return
    if (data === thumbnailFrame.ready) {
      this.isReady = true
      if (this.current !== null) this.ask(this.current)
      return
    }
    const drawn = readDrawn(data)
    if (drawn !== null && drawn.ticket === this.current?.ticket) this.answer(drawn.picture)
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
