import { app } from 'electron'

/**
 * Keeps WebRTC from sending UDP, which no filter of requests sees. It may use a proxy only, and the window's proxy is dead
 * (network.ts).
 */
export function denyPeerConnections(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  })
}
