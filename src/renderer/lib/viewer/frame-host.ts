import type { DrawRequest, ViewerAnswer, ViewerRequest } from '../../../shared/viewer'

export type FrameAnswer = Exclude<ViewerAnswer<ImageBitmap>, { readonly type: 'ready' }>

export type OpenFrame = (onAnswer: (answer: ViewerAnswer<ImageBitmap>) => void) => {
  readonly post: (request: ViewerRequest) => void
  readonly close: () => void
}

export interface FrameHost {
  /** Opens the frame if needed. A request made before it is ready is sent once it is. */
  readonly draw: (request: DrawRequest) => void
  /** Sends a request only if the frame is open. */
  readonly postIfOpen: (request: ViewerRequest) => void
  readonly isOpen: () => boolean
  /** Whether the frame's page has loaded and accepts requests. */
  readonly isReady: () => boolean
  readonly close: () => void
}

/** Manages the frame, and queues the last request while it loads. */
export function createFrameHost(
  openFrame: OpenFrame,
  { onReady, onAnswer }: { readonly onReady: () => void; readonly onAnswer: (answer: FrameAnswer) => void },
): FrameHost {
  let frame: ReturnType<OpenFrame> | null = null
  let isReady = false
  let queued: DrawRequest | null = null

  function handleAnswer(answer: ViewerAnswer<ImageBitmap>): void {
    if (answer.type !== 'ready') {
      onAnswer(answer)
      return
    }
    isReady = true
    if (queued !== null) frame?.post(queued)
    queued = null
    onReady()
  }

  return {
    draw: (request) => {
      frame ??= openFrame(handleAnswer)
      if (isReady) frame.post(request)
      else queued = request
    },
    postIfOpen: (request) => frame?.post(request),
    isOpen: () => frame !== null,
    isReady: () => isReady,
    close: () => {
      frame?.close()
      frame = null
      isReady = false
      queued = null
    },
  }
}
