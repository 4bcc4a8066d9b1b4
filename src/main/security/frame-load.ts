import { appOrigin } from './app-origin'
import { framePages, previewOrigin } from './preview-origins'

/** What of such an event decides; a part of Electron's, so that all of them can be tested. */
export interface FrameNavigation {
  readonly url: string
  readonly isMainFrame: boolean
  readonly frame: {
    readonly url: string
    readonly parent: { readonly url: string; readonly parent: unknown } | null
  } | null
}

/** A frame of our page itself, which is empty so far and goes to one of the two pages. */
export function isFirstLoadOfFrame({ url, isMainFrame, frame }: FrameNavigation): boolean {
  if (isMainFrame || frame === null || !framePages.includes(url)) return false
  const isEmpty = frame.url === '' || frame.url === 'about:blank'
  const { parent } = frame
  return isEmpty && parent !== null && parent.parent === null && previewOrigin(parent.url) === appOrigin
}
