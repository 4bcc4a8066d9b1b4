import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ViewerAnswer, ViewerRequest } from '../../../shared/viewer'
import { createViewer, type DrawOptions } from './viewer'

const options: DrawOptions = { kind: 'pdf', address: 'preview://asset/a', page: 1, width: 300, height: 400 }
const facts = { pages: 3, width: 595, height: 842 }

/** A viewer with fake frames that reply on behalf of the test. */
function setUp() {
  const frames: {
    posted: ViewerRequest[]
    isOpen: boolean
    reply: (answer: ViewerAnswer<ImageBitmap>) => void
  }[] = []
  const viewer = createViewer((onAnswer) => {
    const frame = { posted: [] as ViewerRequest[], isOpen: true, reply: onAnswer }
    frames.push(frame)
    return {
      post: (request) => void frame.posted.push(request),
      close: () => {
        frame.isOpen = false
      },
    }
  })
  const last = () => {
    const frame = frames.at(-1)
    if (frame === undefined) throw new Error('no frame')
    return frame
  }
  return { viewer, frames, last }
}

const close = vi.fn()
const picture = { close } as unknown as ImageBitmap
const neverAborted = new AbortController().signal

describe('the viewer', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('sends a request once the frame is ready, and reuses the frame for the next page', async () => {
    const { viewer, frames, last } = setUp()
    const first = viewer.draw(options, neverAborted)
    expect(last().posted).toEqual([])
    last().reply({ type: 'ready' })
    expect(last().posted).toEqual([{ ...options, type: 'draw', ticket: 1 }])
    last().reply({ type: 'drawn', ticket: 1, picture, ...facts })
    expect(await first).toEqual({ state: 'drawn', picture, ...facts })
    void viewer.draw({ ...options, page: 2 }, neverAborted)
    expect(last().posted).toHaveLength(2)
    expect(frames).toHaveLength(1)
  })

  it('draws one request at a time', () => {
    const { viewer, last } = setUp()
    void viewer.draw(options, neverAborted)
    void viewer.draw({ ...options, page: 2 }, neverAborted)
    last().reply({ type: 'ready' })
    expect(last().posted).toHaveLength(1)
    last().reply({ type: 'failed', ticket: 1, reason: 'damaged' })
    expect(last().posted).toHaveLength(2)
  })

  it('closes a frame that does not respond for 10 s, reports it, and continues in a new one', async () => {
    const { viewer, frames, last } = setUp()
    const slow = viewer.draw(options, neverAborted)
    const other = viewer.draw({ ...options, address: 'preview://asset/b' }, neverAborted)
    last().reply({ type: 'ready' })
    vi.advanceTimersByTime(9_999)
    expect(frames[0]?.isOpen).toBe(true)
    vi.advanceTimersByTime(1)
    expect(await slow).toEqual({ state: 'failed', reason: 'too-slow' })
    expect(frames.map(({ isOpen }) => isOpen)).toEqual([false, true])
    last().reply({ type: 'ready' })
    last().reply({ type: 'drawn', ticket: 2, picture, ...facts })
    expect(await other).toMatchObject({ state: 'drawn' })
  })

  it('reopens a frame once if its page does not load within 5 s, and sends the request again', async () => {
    const { viewer, frames, last } = setUp()
    const drawn = viewer.draw(options, neverAborted)
    vi.advanceTimersByTime(5_000)
    expect(frames.map(({ isOpen }) => isOpen)).toEqual([false, true])
    vi.advanceTimersByTime(4_999)
    last().reply({ type: 'ready' })
    expect(last().posted).toEqual([{ ...options, type: 'draw', ticket: 1 }])
    vi.advanceTimersByTime(9_999)
    last().reply({ type: 'drawn', ticket: 1, picture, ...facts })
    expect(await drawn).toMatchObject({ state: 'drawn' })
  })

  it('gives up if the second frame does not load either', async () => {
    const { viewer, frames } = setUp()
    const drawn = viewer.draw(options, neverAborted)
    vi.advanceTimersByTime(10_000)
    expect(await drawn).toEqual({ state: 'failed', reason: 'too-slow' })
    expect(frames.map(({ isOpen }) => isOpen)).toEqual([false, false])
  })

  it('cancels a request while the frame is still loading', async () => {
    const { viewer, last } = setUp()
    const controller = new AbortController()
    const abandoned = viewer.draw(options, controller.signal)
    controller.abort()
    last().reply({ type: 'ready' })
    vi.advanceTimersByTime(1_000)
    expect(await abandoned).toEqual({ state: 'failed', reason: 'cancelled' })
  })

  it('asks the frame to cancel an aborted request, and closes the frame if it does not', async () => {
    const { viewer, frames, last } = setUp()
    const controller = new AbortController()
    const abandoned = viewer.draw(options, controller.signal)
    last().reply({ type: 'ready' })
    controller.abort()
    expect(last().posted.at(-1)).toEqual({ type: 'cancel', ticket: 1 })
    vi.advanceTimersByTime(1_000)
    expect(await abandoned).toEqual({ state: 'failed', reason: 'cancelled' })
    expect(frames[0]?.isOpen).toBe(false)
  })

  it('closes a picture whose request was aborted', async () => {
    const { viewer, last } = setUp()
    const controller = new AbortController()
    const abandoned = viewer.draw(options, controller.signal)
    last().reply({ type: 'ready' })
    controller.abort()
    last().reply({ type: 'drawn', ticket: 1, picture, ...facts })
    expect(await abandoned).toEqual({ state: 'failed', reason: 'cancelled' })
    last().reply({ type: 'drawn', ticket: 77, picture, ...facts })
    expect(close).toHaveBeenCalledTimes(2)
  })

  it('never sends a request that was aborted in the queue', async () => {
    const { viewer, last } = setUp()
    const controller = new AbortController()
    void viewer.draw(options, neverAborted)
    const abandoned = viewer.draw({ ...options, page: 2 }, controller.signal)
    controller.abort()
    expect(await abandoned).toEqual({ state: 'failed', reason: 'cancelled' })
    last().reply({ type: 'ready' })
    last().reply({ type: 'failed', ticket: 1, reason: 'damaged' })
    expect(last().posted).toHaveLength(1)
  })

  it('closes the frame after a minute without use', () => {
    const { viewer, last } = setUp()
    void viewer.draw(options, neverAborted)
    last().reply({ type: 'ready' })
    last().reply({ type: 'failed', ticket: 1, reason: 'damaged' })
    vi.advanceTimersByTime(59_999)
    expect(last().isOpen).toBe(true)
    vi.advanceTimersByTime(1)
    expect(last().isOpen).toBe(false)
  })
})
