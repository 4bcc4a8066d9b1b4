import type { OnBeforeRequestListenerDetails, ProxyConfig, Session } from 'electron'
import { frameOrigins, previewOrigin, parsePreviewUrl, viewerFonts } from './preview-origins'

/**
 * A proxy that does not exist, also for this computer's own addresses. Nothing listens on port 1, and only an administrator
 * could change that.
 */
const deadProxy: ProxyConfig = {
  mode: 'fixed_servers',
  proxyRules: 'socks5://127.0.0.1:1',
  proxyBypassRules: '<-loopback>',
}

/**
 * Restricts the window's session to the app's own files and to previews of matching resource types, and leads whatever
 * bypasses the filter, such as WebRTC over TCP, to a dead proxy. Main reaches the platform on a different session.
 */
export async function denyNetwork(session: Session): Promise<void> {
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isAllowed({ ...details, initiator: details.frame?.url ?? details.referrer }) })
  })
  await session.setProxy(deadProxy)
}

/** A request and the address of the page that makes it, if known. */
export interface NetworkRequest extends Pick<OnBeforeRequestListenerDetails, 'url' | 'resourceType'> {
  readonly initiator: string
}

export function isAllowed({ url, resourceType, initiator }: NetworkRequest): boolean {
  if (!url.startsWith('preview://')) return /^(app|devtools):\/\//.test(url)
  const isFromOwnFrame =
    frameOrigins.includes(previewOrigin(url)) && previewOrigin(initiator) === previewOrigin(url)
  switch (parsePreviewUrl(url)) {
    case 'copy':
    case 'thumbnail':
      return resourceType === 'image'
    case 'asset':
      return resourceType === 'image' || resourceType === 'media'
    case 'frame-page':
      return resourceType === 'subFrame'
    case 'frame-file':
      return isFromOwnFrame && (resourceType === 'image' || resourceType === 'xhr')
    case 'frame-part':
      if (resourceType === 'script') return isFromOwnFrame || isUnknownPage(initiator)
      return isFromOwnFrame && (resourceType === 'xhr' || isViewerFont({ url, resourceType }))
    case null:
      return false
  }
}

function isViewerFont({ url, resourceType }: Pick<NetworkRequest, 'url' | 'resourceType'>): boolean {
  return resourceType === 'font' && url.startsWith(viewerFonts)
}

/**
 * Whether the frame's page has only just loaded, so that main does not know its address yet. Such a frame may only load
 * our own script, whose later requests come from a known page.
 */
function isUnknownPage(asker: string): boolean {
  return asker === '' || asker === 'about:blank'
}
