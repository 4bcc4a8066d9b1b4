import type { DrawRequest, DrawnFacts, ViewerFailure } from '../../../shared/viewer'
import { keepFrame, type Answer, type OpenFrame } from './frame-keeper'

export type DrawWish = Omit<DrawRequest, 'type' | 'ticket'>

export type Drawn =
  | ({ readonly state: 'drawn'; readonly picture: ImageBitmap } & DrawnFacts)
  | { readonly state: 'failed'; readonly reason: ViewerFailure | 'too-slow' }

export interface Viewer {
  /** One after the other. A wish that was given up answers `cancelled`. */
  readonly draw: (wish: DrawWish, signal: AbortSignal) => Promise<Drawn>
  /** Lets go of the file that is open in the frame. */
  readonly forget: () => void
}

interface Job {
  readonly wish: DrawWish
  readonly end: (drawn: Drawn) => void
}

interface ViewerTimes {
  /** ms in which the frame's page must be there. */
  readonly load: number
  /** ms in which a page must be drawn. */
  readonly draw: number
  /** ms in which a frame that was told to stop must say that it did. */
  readonly cancel: number
  /** ms without use after which the frame goes. */
  readonly idle: number
}

/** Times that the frame's page is opened for one drawing. */
const framesTried = 2

const usualTimes: ViewerTimes = { load: 5_000, draw: 10_000, cancel: 1_000, idle: 60_000 }

function drawnOf(answer: Answer): Drawn {
  if (answer.type === 'failed') return { state: 'failed', reason: answer.reason }
  const { picture, pages, width, height } = answer
  return { state: 'drawn', picture, pages, width, height }
}

/**
 * Has one request drawn at a time, in one frame that is kept while it is used. A frame that is silent for too long is taken
 * away, with the process behind it; the next request gets a new one.
 */
function createDrawer(openFrame: OpenFrame, times: ViewerTimes, onEnd: (drawn: Drawn) => void) {
  let current: DrawRequest | null = null
  let isEnding = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const frame = keepFrame(openFrame, {
    ready: () => {
      if (current !== null && !isEnding) after(times.draw, giveUp)
    },
    hear: (answer) => {
      if (answer.ticket === current?.ticket) finish(drawnOf(answer))
      else if (answer.type === 'drawn') answer.picture.close()
    },
  })

  function after(ms: number, act: () => void): void {
    clearTimeout(timer)
    timer = setTimeout(act, ms)
  }

  function finish(drawn: Drawn): void {
    current = null
    onEnd(drawn)
  }

  function giveUp(): void {
    frame.drop()
    finish({ state: 'failed', reason: 'too-slow' })
  }

  /** A page that did not come says nothing about the file: it is opened anew. */
  function ask(request: DrawRequest, frames: number): void {
    const again = (): void => {
      frame.drop()
      ask(request, frames - 1)
    }
    if (frame.isReady()) after(times.draw, giveUp)
    else after(times.load, frames > 1 ? again : giveUp)
    frame.ask(request)
  }

  return {
    begin: (request: DrawRequest): void => {
      current = request
      isEnding = false
      ask(request, framesTried)
    },
    cancel: (): void => {
      if (current === null) return
      isEnding = true
      frame.tell({ type: 'cancel', ticket: current.ticket })
      after(times.cancel, giveUp)
    },
    /** Nothing is to be drawn now. */
    rest: (): void => {
      if (frame.isOpen()) after(times.idle, frame.drop)
    },
    forget: (): void => frame.tell({ type: 'forget' }),
  }
}

/** Has files drawn, one after the other. */
export function createViewer(openFrame: OpenFrame, times: ViewerTimes = usualTimes): Viewer {
  const waiting: Job[] = []
  let current: Job | null = null
  let tickets = 0

  const drawer = createDrawer(openFrame, times, (drawn) => {
    const job = current
    current = null
    job?.end(drawn)
    next()
  })

  function next(): void {
    if (current !== null) return
    current = waiting.shift() ?? null
    if (current === null) {
      drawer.rest()
      return
    }
    tickets += 1
    drawer.begin({ ...current.wish, type: 'draw', ticket: tickets })
  }

  function cancel(job: Job): void {
    const at = waiting.indexOf(job)
    if (at !== -1) {
      waiting.splice(at, 1)
      job.end({ state: 'failed', reason: 'cancelled' })
    } else if (current === job) drawer.cancel()
  }

  return {
    draw: (wish, signal) =>
      new Promise((resolve) => {
        const job: Job = { wish, end: (drawn) => resolve(wanted(drawn, signal)) }
        if (signal.aborted) {
          job.end({ state: 'failed', reason: 'cancelled' })
          return
        }
        signal.addEventListener('abort', () => cancel(job), { once: true })
        waiting.push(job)
        next()
      }),
    forget: drawer.forget,
  }
}

/** What came for nobody is let go of at once: the pixels of a picture lie outside the reach of the garbage collector. */
function wanted(drawn: Drawn, signal: AbortSignal): Drawn {
  if (!signal.aborted) return drawn
  if (drawn.state === 'drawn') drawn.picture.close()
  return { state: 'failed', reason: 'cancelled' }
}
