import { viewerOrigin, viewerPage, type ViewerRequest } from '../../../shared/viewer'
import { readAnswer } from './read-answer'
import type { OpenFrame } from './frame-host'

/**
 * Opens the sandboxed frame that renders untrusted files, in a separate process without any rights in the window. Users can
 * neither see, focus nor click it; it only returns pixels.
 */
export const frameOpener =
  (frameOrigin: string): OpenFrame =>
  (onAnswer) => {
    const frame = document.createElement('iframe')
    frame.setAttribute('sandbox', 'allow-scripts allow-same-origin')
    frame.className = 'viewer-frame'
    frame.title = 'Viewer'
    frame.tabIndex = -1
    frame.inert = true
    frame.setAttribute('aria-hidden', 'true')
    const handleMessage = ({ origin, source, data }: MessageEvent) => {
      if (origin !== frameOrigin || source === null || source !== frame.contentWindow) return
      const answer = readAnswer(data)
      if (answer !== null) onAnswer(answer)
    }
    window.addEventListener('message', handleMessage)
    frame.src = frameOrigin + viewerPage
    document.body.append(frame)
    return {
      post: (request: ViewerRequest) => frame.contentWindow?.postMessage(request, frameOrigin),
      close: () => {
        window.removeEventListener('message', handleMessage)
        frame.remove()
      },
    }
  }

/** Opens the frame for previews. */
export const openFrame = frameOpener(viewerOrigin)
