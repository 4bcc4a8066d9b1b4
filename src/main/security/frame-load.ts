import { appOrigin } from './app-origin'
import { framePages, previewOrigin } from './preview-origins'

/** A navigation of a frame. A subset of Electron's event, so that tests can create it. */
export interface FrameNavigation {
  readonly url: string
  readonly isMainFrame: boolean
  readonly frame: {
    readonly url: string
    readonly parent: { readonly url: string; readonly parent: unknown } | null
  } | null
}

/** Whether an empty frame of the app page loads one of the two allowed pages. */
export function isFirstLoadOfFrame({ url, isMainFrame, frame }: FrameNavigation): boolean {
  if (isMainFrame || frame === null || !framePages.includes(url)) return false
  const isEmpty = frame.url === '' || frame.url === 'about:blank'
  const { parent } = frame
  return isEmpty && parent !== null && parent.parent === null && previewOrigin(parent.url) === appOrigin
}
