import type { DrawRequest, ViewerAnswer, ViewerRequest } from '../../../shared/viewer'

export type FrameAnswer = Exclude<ViewerAnswer<ImageBitmap>, { readonly type: 'ready' }>

export type OpenFrame = (onAnswer: (answer: ViewerAnswer<ImageBitmap>) => void) => {
  readonly post: (request: ViewerRequest) => void
  readonly close: () => void
}

export interface FrameHost {
  /** Opens the frame if there is none; what is asked before it is ready is asked then. */
  readonly draw: (request: DrawRequest) => void
  /** For a frame that is there: nothing is opened for it. */
  readonly postIfOpen: (request: ViewerRequest) => void
  readonly isOpen: () => boolean
  /** Whether the frame's page is there and hears what it is asked. */
  readonly isReady: () => boolean
  readonly close: () => void
}

/** Keeps the one frame, and the last wish of a frame that is still loading. */
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
