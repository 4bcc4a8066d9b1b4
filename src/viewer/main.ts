import type { DrawRequest, ViewerAnswer, ViewerFailure, ViewerRequest } from '../shared/viewer'
import { createPdfDrawer } from './draw-pdf'
import { drawPicture } from './draw-picture'
import type { Drawing } from './drawing'
import { DrawError } from './draw-error'
import { readRequest } from './read-request'

const appOrigin = 'app://bundle'

// The frame is invisible, so animation frames never come; run the callbacks immediately.
window.requestAnimationFrame = (callback) => window.setTimeout(() => callback(performance.now()))

const pdf = createPdfDrawer()
const running = new Map<number, AbortController>()

function post(answer: ViewerAnswer<ImageBitmap>, transfer: Transferable[] = []): void {
  window.parent.postMessage(answer, appOrigin, transfer)
}

function reasonOf(error: unknown): ViewerFailure {
  if (error instanceof DrawError) return error.reason
  return error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'damaged'
}

function draw(request: DrawRequest, signal: AbortSignal): Promise<Drawing> {
  return request.kind === 'pdf' ? pdf.draw(request, signal) : drawPicture(request)
}

async function drawAndReply(request: DrawRequest): Promise<void> {
  const { ticket } = request
  const controller = new AbortController()
  running.set(ticket, controller)
  try {
    const { canvas, pages, width, height } = await draw(request, controller.signal)
    const picture = await createImageBitmap(canvas)
    // Frees the canvas memory immediately.
    canvas.width = 0
    post({ type: 'drawn', ticket, picture, pages, width, height }, [picture])
  } catch (error) {
    const reason = controller.signal.aborted ? 'cancelled' : reasonOf(error)
    post({ type: 'failed', ticket, reason })
  } finally {
    running.delete(ticket)
  }
}

function handleRequest(request: ViewerRequest): void {
  switch (request.type) {
    case 'draw':
      void drawAndReply(request)
      return
    case 'cancel':
      running.get(request.ticket)?.abort()
      return
    case 'forget':
      for (const controller of running.values()) controller.abort()
      pdf.closeFile()
      return
  }
}

window.addEventListener('message', ({ origin, source, data }) => {
  if (origin !== appOrigin || source !== window.parent) return
  const request = readRequest(data)
  if (request !== null) handleRequest(request)
})

post({ type: 'ready' })
