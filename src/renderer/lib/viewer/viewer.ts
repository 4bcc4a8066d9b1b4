import type { DrawRequest, DrawnFacts, ViewerFailure } from '../../../shared/viewer'
import { createFrameHost, type FrameAnswer, type OpenFrame } from './frame-host'

export type DrawOptions = Omit<DrawRequest, 'type' | 'ticket'>

export type DrawResult =
  | ({ readonly state: 'drawn'; readonly picture: ImageBitmap } & DrawnFacts)
  | { readonly state: 'failed'; readonly reason: ViewerFailure | 'too-slow' }

export interface Viewer {
  /** Draws one request at a time. An aborted request fails with `cancelled`. */
  readonly draw: (options: DrawOptions, signal: AbortSignal) => Promise<DrawResult>
  /** Closes the file that is open in the frame. */
  readonly closeFile: () => void
}

interface DrawTask {
  readonly options: DrawOptions
  readonly settle: (drawn: DrawResult) => void
}

interface ViewerTimeouts {
  /** ms within which the frame's page must load. */
  readonly load: number
  /** ms within which a page must be drawn. */
  readonly draw: number
  /** ms within which the frame must confirm a cancellation. */
  readonly cancel: number
  /** ms without use after which the frame is closed. */
  readonly idle: number
}

/** How many times the frame's page is loaded for one request. */
const maxAttempts = 2

const defaultTimeouts: ViewerTimeouts = { load: 5_000, draw: 10_000, cancel: 1_000, idle: 60_000 }

function toDrawn(answer: FrameAnswer): DrawResult {
  if (answer.type === 'failed') return { state: 'failed', reason: answer.reason }
  const { picture, pages, width, height } = answer
  return { state: 'drawn', picture, pages, width, height }
}

/**
 * Draws one request at a time in a frame that is reused. A frame that does not respond in time is closed together with its
 * process; the next request opens a new one.
 */
function createDrawer(openFrame: OpenFrame, timeouts: ViewerTimeouts, onEnd: (drawn: DrawResult) => void) {
  let current: DrawRequest | null = null
  let isCancelling = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const frame = createFrameHost(openFrame, {
    onReady: () => {
      if (current !== null && !isCancelling) startTimer(timeouts.draw, fail)
    },
    onAnswer: (answer) => {
      if (answer.ticket === current?.ticket) finish(toDrawn(answer))
      else if (answer.type === 'drawn') answer.picture.close()
    },
  })

  function startTimer(ms: number, callback: () => void): void {
    clearTimeout(timer)
    timer = setTimeout(callback, ms)
  }

  function finish(drawn: DrawResult): void {
    current = null
    onEnd(drawn)
  }

  function fail(): void {
    frame.close()
    finish({ state: 'failed', reason: 'too-slow' })
  }

  /** If the page does not load, the file is not to blame, so it is loaded again. */
  function sendRequest(request: DrawRequest, attemptsLeft: number): void {
    const retry = (): void => {
      frame.close()
      sendRequest(request, attemptsLeft - 1)
    }
    if (frame.isReady()) startTimer(timeouts.draw, fail)
    else startTimer(timeouts.load, attemptsLeft > 1 ? retry : fail)
    frame.draw(request)
  }

  return {
    start: (request: DrawRequest): void => {
      current = request
      isCancelling = false
      sendRequest(request, maxAttempts)
    },
    cancel: (): void => {
      if (current === null) return
      isCancelling = true
      frame.postIfOpen({ type: 'cancel', ticket: current.ticket })
      startTimer(timeouts.cancel, fail)
    },
    scheduleIdleClose: (): void => {
      if (frame.isOpen()) startTimer(timeouts.idle, frame.close)
    },
    closeFile: (): void => frame.postIfOpen({ type: 'forget' }),
  }
}

/** Queues requests and draws them one after the other. */
export function createViewer(openFrame: OpenFrame, timeouts: ViewerTimeouts = defaultTimeouts): Viewer {
  const queue: DrawTask[] = []
  let current: DrawTask | null = null
  let lastTicket = 0

  const drawer = createDrawer(openFrame, timeouts, (drawn) => {
    const task = current
    current = null
    task?.settle(drawn)
    next()
  })

  function next(): void {
    if (current !== null) return
    current = queue.shift() ?? null
    if (current === null) {
      drawer.scheduleIdleClose()
      return
    }
    lastTicket += 1
    drawer.start({ ...current.options, type: 'draw', ticket: lastTicket })
  }

  function cancel(task: DrawTask): void {
    const index = queue.indexOf(task)
    if (index !== -1) {
      queue.splice(index, 1)
      task.settle({ state: 'failed', reason: 'cancelled' })
    } else if (current === task) drawer.cancel()
  }

  return {
    draw: (options, signal) =>
      new Promise((resolve) => {
        const task: DrawTask = { options, settle: (drawn) => resolve(discardIfAborted(drawn, signal)) }
        if (signal.aborted) {
          task.settle({ state: 'failed', reason: 'cancelled' })
          return
        }
        signal.addEventListener('abort', () => cancel(task), { once: true })
        queue.push(task)
        next()
      }),
    closeFile: drawer.closeFile,
  }
}

/** Closes the picture of an aborted request at once, because the garbage collector does not see the memory of its pixels. */
function discardIfAborted(drawn: DrawResult, signal: AbortSignal): DrawResult {
  if (!signal.aborted) return drawn
  if (drawn.state === 'drawn') drawn.picture.close()
  return { state: 'failed', reason: 'cancelled' }
}
