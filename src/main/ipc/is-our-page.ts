import { appOrigin } from '../security/app-origin'

/** Identifies a frame. A subset of Electron's type, so that tests can forge events. */
interface Frame {
  readonly routingId: number
  readonly processId: number
}

/** The sender of a call. A subset of Electron's event, so that tests can forge it. */
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

/** Compares scheme and host, because `URL.origin` is "null" for custom schemes. */
function isOurAddress(address: string): boolean {
  try {
    const url = new URL(address)
    return `${url.protocol}//${url.host}` === appOrigin
  } catch {
    return false
  }
}
