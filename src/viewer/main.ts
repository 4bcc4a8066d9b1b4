import type { DrawRequest, ViewerAnswer, ViewerFailure, ViewerRequest } from '../shared/viewer'
import { createPdfDrawer } from './draw-pdf'
import { drawPicture } from './draw-picture'
import type { Drawing } from './drawing'
import { NotDrawn } from './not-drawn'
import { readRequest } from './read-request'

const APP_ORIGIN = 'app://bundle'

// Nothing of this frame is on the screen, so it has no frames to wait for: drawing goes on at once.
window.requestAnimationFrame = (callback) => window.setTimeout(() => callback(performance.now()))

const pdf = createPdfDrawer()
const running = new Map<number, AbortController>()

function tell(answer: ViewerAnswer<ImageBitmap>, transfer: Transferable[] = []): void {
  window.parent.postMessage(answer, APP_ORIGIN, transfer)
}

function reasonOf(error: unknown): ViewerFailure {
  if (error instanceof NotDrawn) return error.reason
  return error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'damaged'
}

function draw(request: DrawRequest, signal: AbortSignal): Promise<Drawing> {
  return request.kind === 'pdf' ? pdf.draw(request, signal) : drawPicture(request)
}

async function answer(request: DrawRequest): Promise<void> {
  const { ticket } = request
  const controller = new AbortController()
  running.set(ticket, controller)
  try {
    const { canvas, pages, width, height } = await draw(request, controller.signal)
    const picture = await createImageBitmap(canvas)
    // The memory of a canvas is given back at once only like this.
    canvas.width = 0
    tell({ type: 'drawn', ticket, picture, pages, width, height }, [picture])
  } catch (error) {
    const reason = controller.signal.aborted ? 'cancelled' : reasonOf(error)
    tell({ type: 'failed', ticket, reason })
  } finally {
    running.delete(ticket)
  }
}

function run(request: ViewerRequest): void {
  switch (request.type) {
    case 'draw':
      void answer(request)
      return
    case 'cancel':
      running.get(request.ticket)?.abort()
      return
    case 'forget':
      for (const controller of running.values()) controller.abort()
      pdf.forget()
      return
  }
}

window.addEventListener('message', ({ origin, source, data }) => {
  if (origin !== APP_ORIGIN || source !== window.parent) return
  const request = readRequest(data)
  if (request !== null) run(request)
})

tell({ type: 'ready' })
