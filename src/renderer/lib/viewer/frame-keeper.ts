import type { DrawRequest, ViewerAnswer, ViewerRequest } from '../../../shared/viewer'

export type Answer = Exclude<ViewerAnswer<ImageBitmap>, { readonly type: 'ready' }>

export type OpenFrame = (hear: (answer: ViewerAnswer<ImageBitmap>) => void) => {
  readonly post: (request: ViewerRequest) => void
  readonly close: () => void
}

export interface FrameKeeper {
  /** Opens the frame if there is none; what is asked before it is ready is asked then. */
  readonly ask: (request: DrawRequest) => void
  /** For a frame that is there: nothing is opened for it. */
  readonly tell: (request: ViewerRequest) => void
  readonly isOpen: () => boolean
  /** Whether the frame's page is there and hears what it is asked. */
  readonly isReady: () => boolean
  readonly drop: () => void
}

/** Keeps the one frame, and the last wish of a frame that is still loading. */
export function keepFrame(
  openFrame: OpenFrame,
  { ready, hear }: { readonly ready: () => void; readonly hear: (answer: Answer) => void },
): FrameKeeper {
  let frame: ReturnType<OpenFrame> | null = null
  let isReady = false
  let early: DrawRequest | null = null

  function take(answer: ViewerAnswer<ImageBitmap>): void {
    if (answer.type !== 'ready') {
      hear(answer)
      return
    }
    isReady = true
    if (early !== null) frame?.post(early)
    early = null
    ready()
  }

  return {
    ask: (request) => {
      frame ??= openFrame(take)
      if (isReady) frame.post(request)
      else early = request
    },
    tell: (request) => frame?.post(request),
    isOpen: () => frame !== null,
    isReady: () => isReady,
    drop: () => {
      frame?.close()
      frame = null
      isReady = false
      early = null
    },
  }
}
