import { appOrigin } from '../security/app-origin'

/** What identifies a frame; a part of Electron's, so that forged events can be tested. */
interface Frame {
  readonly routingId: number
  readonly processId: number
}

/** What of an event decides; a part of Electron's, so that forged ones can be tested. */
export interface CallSender {
  readonly senderFrame: (Frame & { readonly url: string }) | null
  readonly sender: { readonly mainFrame: Frame }
}

export function isOurPage(event: CallSender): boolean {
  const { senderFrame, sender } = event
  if (senderFrame === null) return false
  const isTop =
    senderFrame.routingId === sender.mainFrame.routingId &&
    senderFrame.processId === sender.mainFrame.processId
  return isTop && isOurAddress(senderFrame.url)
}

/** `URL.origin` is "null" for schemes of one's own: scheme and host are compared by themselves. */
function isOurAddress(address: string): boolean {
  try {
    const url = new URL(address)
    return `${url.protocol}//${url.host}` === appOrigin
  } catch {
    return false
  }
}
