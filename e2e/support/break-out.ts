/** The ports of a `NetworkListener`. */
export interface Attempts {
  readonly tcpPort: number
  readonly udpPort: number
}

/**
 * Runs in a page and tries all requests that a filter of requests should see: elements, hints, prerendering, workers,
 * worklets, and reports.
 */
export function attemptRequests({ tcpPort }: Attempts): void {
  const address = `http://127.0.0.1:${String(tcpPort)}`
  const ignore = (): undefined => undefined
  const attempts: (() => unknown)[] = []
  const add = (tag: string, attributes: Readonly<Record<string, string>>, text = ''): void => {
    attempts.push(() => {
      const element = document.createElement(tag)
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
      element.textContent = text
      document.body.append(element)
    })
  }

  add('img', { src: `${address}/a.png` })
  add('script', { src: `${address}/a.js` })
  add('script', { src: `${address}/module.js`, type: 'module' })
  add('video', { src: `${address}/a.mp4` })
  add('audio', { src: `${address}/a.mp3` })
  add('iframe', { src: `${address}/frame` })
  add('object', { data: `${address}/object` })
  add('embed', { src: `${address}/embed` })
  for (const rel of [
    'stylesheet',
    'preconnect',
    'dns-prefetch',
    'prefetch',
    'prerender',
    'modulepreload',
    'manifest',
    'icon',
  ])
    add('link', { rel, href: `${address}/${rel}` })
  for (const as of ['image', 'script', 'style', 'font', 'fetch'])
    add('link', { rel: 'preload', as, href: `${address}/preload-${as}`, crossorigin: '' })
  const eager = [{ source: 'list', urls: [`${address}/speculated`], eagerness: 'immediate' }]
  add('script', { type: 'speculationrules' }, JSON.stringify({ prefetch: eager, prerender: eager }))
  add('style', {}, `@import url("${address}/import.css"); body { background: url("${address}/back.png") }`)
  add('meta', {
    'http-equiv': 'Content-Security-Policy',
    content: `img-src 'none'; report-uri ${address}/report`,
  })
  add('meta', { 'http-equiv': 'Reporting-Endpoints', content: `default="${address}/report"` })
  add('a', { href: `${address}/link`, ping: `${address}/ping` })

  attempts.push(
    () => fetch(`${address}/fetch`).catch(ignore),
    () =>
      fetch(`${address}/keepalive`, { keepalive: true, mode: 'no-cors', method: 'POST', body: 'x' }).catch(
        ignore,
      ),
    () => {
      const request = new XMLHttpRequest()
      request.open('GET', `${address}/xhr`)
      request.send()
    },
    () => navigator.sendBeacon(`${address}/beacon`, 'x'),
    () => new WebSocket(address.replace('http', 'ws')),
    () => new EventSource(`${address}/events`),
    () => new FontFace('x', `url(${address}/font.woff2)`).load().catch(ignore),
    () => new Worker(`${address}/worker.js`),
    () => new SharedWorker(`${address}/shared-worker.js`),
    () => navigator.serviceWorker.register(`${address}/service-worker.js`).catch(ignore),
    () => new OfflineAudioContext(1, 1, 8_000).audioWorklet.addModule(`${address}/worklet.js`).catch(ignore),
  )
  // Workers from the page's own bytes could try the same.
  for (const scheme of ['blob', 'data'] as const) {
    const code = `fetch('${address}/in-worker').catch(() => 0); try { importScripts('${address}/in-worker.js') } catch {}`
    attempts.push(
      () =>
        new Worker(
          scheme === 'blob'
            ? URL.createObjectURL(new Blob([code]))
            : `data:text/javascript,${encodeURIComponent(code)}`,
        ),
    )
  }

  for (const attempt of attempts) {
    try {
      // Some of these throw at once when something forbids them; the others reject later.
      void Promise.resolve(attempt()).catch(ignore)
    } catch {
      continue
    }
  }
}

/** Runs in a page and tries what no filter of requests sees: WebTransport, and WebRTC with STUN and TURN over UDP and TCP. */
export function attemptPeers({ tcpPort, udpPort }: Attempts): void {
  const ignore = (): undefined => undefined
  const attempts: (() => unknown)[] = []
  type Transport = new (url: string) => {
    readonly ready: Promise<unknown>
    readonly closed: Promise<unknown>
  }
  const { WebTransport } = window as unknown as { readonly WebTransport?: Transport }
  for (const port of [tcpPort, udpPort])
    attempts.push(() => {
      if (WebTransport === undefined) return
      const transport = new WebTransport(`https://127.0.0.1:${String(port)}/transport`)
      transport.ready.catch(ignore)
      transport.closed.catch(ignore)
    })
  const credentials = { username: 'chosen-by-the-script', credential: 'x' }
  const iceServers = [
    { urls: `stun:127.0.0.1:${String(udpPort)}` },
    { urls: `turn:127.0.0.1:${String(udpPort)}?transport=udp`, ...credentials },
    { urls: `turn:127.0.0.1:${String(tcpPort)}?transport=tcp`, ...credentials },
    { urls: `turns:127.0.0.1:${String(tcpPort)}?transport=tcp`, ...credentials },
  ]
  for (const iceTransportPolicy of ['all', 'relay'] as const)
    attempts.push(async () => {
      const peer = new RTCPeerConnection({ iceServers, iceTransportPolicy })
      peer.createDataChannel('x')
      await peer.setLocalDescription(await peer.createOffer())
      // A candidate that names the listener, as a remote page would send it.
      const remote = new RTCPeerConnection()
      await remote.setRemoteDescription(peer.localDescription ?? { type: 'offer' })
      await remote.setLocalDescription(await remote.createAnswer())
      await peer.setRemoteDescription(remote.localDescription ?? { type: 'answer' })
      for (const [protocol, port] of [
        ['udp', udpPort],
        ['tcp', tcpPort],
      ] as const) {
        const type = protocol === 'tcp' ? 'host tcptype passive' : 'host'
        const candidate = `candidate:1 1 ${protocol} 2122260223 127.0.0.1 ${String(port)} typ ${type}`
        await peer.addIceCandidate({ candidate, sdpMid: '0', sdpMLineIndex: 0 })
      }
    })

  for (const attempt of attempts) {
    try {
      // Some of these throw at once when something forbids them; the others reject later.
      void Promise.resolve(attempt()).catch(ignore)
    } catch {
      continue
    }
  }
}
