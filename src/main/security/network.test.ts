import type { Session } from 'electron'
import { describe, expect, it } from 'vitest'
import { denyNetwork, isAllowed, type NetworkRequest } from './network'

const page = 'app://bundle/index.html'
const viewer = 'preview://viewer/index.html'
const id = '0123456789abcdef0123456789abcdef'

function isRequestAllowed(
  initiator: string,
  resourceType: NetworkRequest['resourceType'],
  url: string,
): boolean {
  return isAllowed({ initiator, resourceType, url })
}

describe('isAllowed', () => {
  it.each<[string, NetworkRequest['resourceType'], string]>([
    [page, 'script', 'app://bundle/assets/index.js'],
    [page, 'image', `preview://copy/${id}`],
    [page, 'image', `preview://thumbnail/${id}`],
    [page, 'image', `preview://asset/${id}`],
    [page, 'media', `preview://asset/${id}`],
    [page, 'subFrame', viewer],
    ['', 'subFrame', 'preview://thumbnails/index.html'],
    [viewer, 'script', 'preview://viewer/assets/main.js'],
    // A frame requests its script as soon as its page arrives, possibly before main knows the page.
    ['', 'script', 'preview://viewer/assets/main.js'],
    ['about:blank', 'script', 'preview://thumbnails/assets/main.js'],
    [viewer, 'xhr', 'preview://viewer/cmaps/x.bcmap'],
    [viewer, 'font', 'preview://viewer/standard_fonts/LiberationSans-Regular.ttf'],
    [viewer, 'xhr', `preview://viewer/file/${id}`],
    [viewer, 'image', `preview://viewer/file/${id}`],
    ['preview://thumbnails/index.html', 'image', `preview://thumbnails/file/${id}`],
  ])('allows %s to request, as %s: %s', (...[initiator, type, url]) => {
    expect(isRequestAllowed(initiator, type, url)).toBe(true)
  })

  it.each<[string, NetworkRequest['resourceType'], string]>([
    [page, 'image', 'https://example.com/a.png'],
    [page, 'image', 'http://127.0.0.1:1/a.png'],
    [page, 'image', 'file:///etc/passwd'],
    [page, 'webSocket', 'ws://127.0.0.1/'],
    [viewer, 'xhr', 'https://example.com/'],
    [page, 'subFrame', `preview://asset/${id}`],
    [page, 'mainFrame', `preview://asset/${id}`],
    [page, 'object', `preview://asset/${id}`],
    [page, 'script', `preview://asset/${id}`],
    [page, 'stylesheet', `preview://asset/${id}`],
    [page, 'xhr', `preview://asset/${id}`],
    [page, 'media', `preview://copy/${id}`],
    [page, 'subFrame', `preview://copy/${id}`],
    [page, 'mainFrame', viewer],
    [page, 'subFrame', `preview://viewer/file/${id}`],
    [page, 'script', 'preview://viewer/assets/main.js'],
    [page, 'xhr', `preview://viewer/file/${id}`],
    [page, 'image', `preview://viewer/file/${id}`],
    ['', 'xhr', `preview://viewer/file/${id}`],
    ['about:blank', 'image', `preview://viewer/file/${id}`],
    ['', 'xhr', 'preview://viewer/cmaps/x.bcmap'],
    ['https://example.com/', 'script', 'preview://viewer/assets/main.js'],
    [viewer, 'xhr', `preview://thumbnails/file/${id}`],
    [viewer, 'subFrame', `preview://viewer/file/${id}`],
    [viewer, 'object', 'preview://viewer/assets/main.js'],
    ['preview://viewer.evil/index.html', 'xhr', `preview://viewer/file/${id}`],
    [viewer, 'font', `preview://viewer/file/${id}`],
    [viewer, 'font', 'https://example.com/a.ttf'],
    [page, 'font', 'preview://viewer/standard_fonts/LiberationSans-Regular.ttf'],
    ['preview://thumbnails/index.html', 'font', 'preview://viewer/standard_fonts/LiberationSans-Regular.ttf'],
    [page, 'image', `preview://other/${id}`],
    [page, 'image', 'preview://asset/../copy'],
    [page, 'image', `preview://asset/${id}?x`],
    [page, 'image', 'preview://'],
  ])('forbids %s to request, as %s: %s', (...[initiator, type, url]) => {
    expect(isRequestAllowed(initiator, type, url)).toBe(false)
  })
})

describe('denyNetwork', () => {
  it('leads everything that passes the filter to a proxy that does not exist', async () => {
    const proxies: unknown[] = []
    const session = {
      webRequest: { onBeforeRequest: () => undefined },
      setProxy: (config: unknown) => Promise.resolve(void proxies.push(config)),
    }
    await denyNetwork(session as unknown as Session)
    expect(proxies).toEqual([
      { mode: 'fixed_servers', proxyRules: 'socks5://127.0.0.1:1', proxyBypassRules: '<-loopback>' },
    ])
  })
})
