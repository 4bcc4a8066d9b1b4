import type { ElectronApplication, Page } from '@playwright/test'
import { addressOf, fileNamed, openPreview, openWith } from './support/preview-actions'
import { attemptPeers, attemptRequests, type Attempts } from './support/break-out'
import { NetworkListener } from './support/network-listener'
import { expect, test } from './support/test'

/** The layers between a file and the network. The tests disable them one at a time in the built app. */
const layers = ['policy', 'filter', 'navigation', 'proxy'] as const
type Layer = (typeof layers)[number]

/** An SVG with everything that can run a script or fetch a file. */
function hostileSvg(beacon: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="40"
    onload="parent.postMessage('script ran', '*')">
  <style>@import url("${beacon}/import.css"); @font-face { font-family: x; src: url("${beacon}/font.woff2") }
    rect { fill: url("${beacon}/fill.svg#a"); filter: url("${beacon}/filter.svg#b"); background: url("${beacon}/back.png") }
    text { font-family: x }</style>
  <script>parent.postMessage('script ran', '*'); new Image().src = "${beacon}/script.png"</script>
  <script xlink:href="${beacon}/remote.js"/>
  <image xlink:href="${beacon}/image.png" width="9" height="9"/><image href="${beacon}/image2.png" width="9" height="9"/>
  <use href="${beacon}/use.svg#a"/><rect width="9" height="9"/><text y="9">x</text>
  <animate attributeName="href" values="${beacon}/animate.png"/>
  <foreignObject width="40" height="40"><body xmlns="http://www.w3.org/1999/xhtml">
    <img src="${beacon}/html.png"/><iframe src="${beacon}/frame"/><link rel="stylesheet" href="${beacon}/link.css"/>
    <video src="${beacon}/video.mp4" autoplay="autoplay"/><object data="${beacon}/object"/>
    <link rel="preconnect" href="${beacon}"/><meta http-equiv="refresh" content="0;url=${beacon}/refresh"/>
  </body></foreignObject></svg>`
}

const hostilePage = (beacon: string): string =>
  `<!doctype html><link rel="stylesheet" href="${beacon}/a.css"><script src="${beacon}/a.js"></script><img src="${beacon}/a.png">`

const hostilePlaylist = (beacon: string): string => `#EXTM3U\n#EXTINF:9,\n${beacon}/part.ts\n#EXT-X-ENDLIST\n`

/** A PDF that tries to open a URL on open, runs JavaScript, and refers to files elsewhere. */
function hostilePdf(beacon: string): string {
  const uri = `<< /S /URI /URI (${beacon}/uri) >>`
  return `%PDF-1.7
1 0 obj << /Type /Catalog /Pages 2 0 R /OpenAction ${uri} /AA << /WC ${uri} >>
  /Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.launchURL("${beacon}/script"); this.submitForm("${beacon}/form")) >>] >> >> >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 90 90] /AA << /O ${uri} >> /Contents 4 0 R
  /Resources << /XObject << /X 5 0 R >> >> /Annots [6 0 R] >> endobj
4 0 obj << /Length 5 >> stream
/X Do
endstream endobj
5 0 obj << /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8
  /F << /FS /URL /F (${beacon}/image) >> /Length 0 >> stream

endstream endobj
6 0 obj << /Type /Annot /Subtype /Link /Rect [0 0 90 90] /A ${uri} >> endobj
trailer << /Root 1 0 R >>
%%EOF`
}

/** Disables layers in the running app: removes its listeners and strips the security headers of its responses. */
async function disableLayers(
  app: ElectronApplication,
  page: Page,
  disabled: readonly Layer[],
): Promise<void> {
  await app.evaluate(async ({ session, webContents }, names) => {
    const { webRequest } = session.defaultSession
    if (names.includes('proxy')) {
      await session.defaultSession.setProxy({ mode: 'direct' })
      for (const contents of webContents.getAllWebContents()) contents.setWebRTCIPHandlingPolicy('default')
    }
    if (names.includes('filter')) webRequest.onBeforeRequest(null)
    if (names.includes('policy'))
      webRequest.onHeadersReceived((details, answer) => {
        const headers = Object.entries(details.responseHeaders ?? {}).filter(
          ([name]) => !/^(content-security-policy|cross-origin-|x-content-type-options)/i.test(name),
        )
        answer({ responseHeaders: Object.fromEntries(headers) })
      })
    if (!names.includes('navigation')) return
    for (const contents of webContents.getAllWebContents()) {
      contents.removeAllListeners('will-navigate')
      contents.removeAllListeners('will-redirect')
      contents.removeAllListeners('will-frame-navigate')
    }
  }, disabled)
  await page.reload()
  await expect(page.getByRole('grid', { name: 'Assets' })).toBeVisible()
}

const silence = { connections: 0, packets: 0 }

/** Several times what it takes to reach the beacon when nothing blocks the request. */
const graceMs = 1_500

/** Embeds an address in every way a page can; returns the messages of scripts that ran. */
function embed(page: Page, address: string): Promise<readonly string[]> {
  return page.evaluate(
    async ({ source, waitMs }) => {
      const messages: string[] = []
      window.addEventListener('message', ({ data }) => messages.push(String(data)))
      const frame = document.createElement('iframe')
      const object = document.createElement('object')
      const embedded = document.createElement('embed')
      const picture = new Image()
      for (const element of [frame, embedded, picture]) element.src = source
      object.data = source
      document.body.append(frame, object, embedded, picture)
      await new Promise((resolve) => setTimeout(resolve, waitMs))
      for (const element of [frame, object, embedded, picture]) element.remove()
      return messages.filter((text) => text === 'script ran')
    },
    { source: address, waitMs: graceMs },
  )
}

/** The frame that draws previews, opened as the window opens it. */
async function viewerFrame(page: Page): Promise<ReturnType<Page['frames']>[number]> {
  await page.evaluate(() => {
    const frame = document.createElement('iframe')
    frame.sandbox.add('allow-scripts', 'allow-same-origin')
    frame.id = 'layers'
    frame.src = 'preview://viewer/index.html'
    document.body.append(frame)
  })
  const find = () => page.frames().find((frame) => frame.url() === 'preview://viewer/index.html')
  await expect.poll(() => find() !== undefined).toBe(true)
  const found = find()
  if (found === undefined) throw new Error('no viewer frame')
  await found.waitForLoadState()
  return found
}

type Origin = 'frame' | 'window'

/** Runs code in the preview frame or in the window's page, as injected code would, and waits for what it sends. */
async function attempt(page: Page, from: Origin, code: (ports: Attempts) => void): Promise<void> {
  const place = from === 'frame' ? await viewerFrame(page) : page
  await place.evaluate(code, { tcpPort: beacon.tcpPort, udpPort: beacon.udpPort })
  await page.waitForTimeout(graceMs)
}

/** Tries every way to navigate that injected code in the frame would have. */
async function tryNavigations(page: Page, beacon: string): Promise<void> {
  const frame = await viewerFrame(page)
  await frame.evaluate((address) => {
    const form = document.createElement('form')
    form.method = 'post'
    form.action = `${address}/form`
    document.body.append(form)
    setTimeout(() => form.submit())
    setTimeout(() => {
      window.location.href = `${address}/away`
    }, 100)
    window.open(`${address}/window`)
  }, beacon)
  await page.waitForTimeout(graceMs)
}

const allLayersExcept = (onlyLayer: Layer): readonly Layer[] => layers.filter((layer) => layer !== onlyLayer)

let beacon: NetworkListener
let address: string

test.beforeEach(async () => {
  beacon = new NetworkListener()
  address = await beacon.open()
})
test.afterEach(() => beacon.close())

test.describe('a hostile file', () => {
  test('is shown as source, facts or pixels, and makes no connection', async ({ launch, server }) => {
    const { page } = await launch()
    const files = {
      'page.html': hostilePage(address),
      'page.png': hostilePage(address),
      'drawing.svg': hostileSvg(address),
      'film.m3u8': hostilePlaylist(address),
      'film.mp4': hostilePlaylist(address),
      'paper.pdf': hostilePdf(address),
    }
    await openWith(page, server, files)
    for (const name of ['page.html', 'page.png', 'film.m3u8', 'film.mp4'] as const) {
      const { length } = Buffer.from(files[name])
      expect(await openPreview(page, fileNamed(name, length))).toMatchObject({ content: { kind: 'text' } })
    }
    const frame = await viewerFrame(page)
    for (const [name, kind] of [
      ['drawing.svg', 'vector'],
      ['paper.pdf', 'pdf'],
    ] as const) {
      const source = await addressOf(page, fileNamed(name, Buffer.from(files[name]).length))
      expect(await embed(page, source)).toEqual([])
      const answer = await page.evaluate(
        ({ kind, source }) =>
          new Promise<unknown>((resolve) => {
            window.addEventListener('message', ({ data, origin }: MessageEvent<{ type?: string }>) => {
              if (origin === 'preview://viewer' && data.type !== 'ready') resolve(data.type)
            })
            const request = { type: 'draw', ticket: 1, kind, address: source, page: 1, width: 90, height: 90 }
            const element = document.querySelector<HTMLIFrameElement>('iframe#layers')
            element?.contentWindow?.postMessage(request, 'preview://viewer')
          }),
        { kind, source },
      )
      expect(answer, name).toBe('drawn')
    }
    expect(await frame.evaluate(() => document.querySelectorAll('a, form, iframe').length)).toBe(0)
    expect(beacon.connections).toBe(0)
  })

  for (const onlyLayer of ['policy', 'filter', 'navigation'] as const) {
    test(`that is opened as a document is stopped by the ${onlyLayer} alone`, async ({ launch, server }) => {
      const { app, page } = await launch()
      const svg = hostileSvg(address)
      await openWith(page, server, { 'drawing.svg': svg })
      await disableLayers(app, page, allLayersExcept(onlyLayer))
      const source = await addressOf(page, fileNamed('drawing.svg', svg.length))
      const id = source.split('/').at(-1) ?? ''
      for (const url of [source, `preview://asset/${id}`]) expect(await embed(page, url)).toEqual([])
      expect(beacon.connections).toBe(0)
    })
  }

  test('that is opened as a document runs and reaches the network with every layer disabled', async ({
    launch,
    server,
  }) => {
    const { app, page } = await launch()
    const svg = hostileSvg(address)
    await openWith(page, server, { 'drawing.svg': svg })
    await disableLayers(app, page, layers)
    const source = await addressOf(page, fileNamed('drawing.svg', svg.length))
    expect((await embed(page, source)).length).toBeGreaterThan(0)
    expect(beacon.connections).toBeGreaterThan(0)
  })
})

test.describe('injected code in the preview frame', () => {
  for (const onlyLayer of ['policy', 'filter', 'proxy'] as const) {
    test(`is kept from fetching by the ${onlyLayer} alone`, async ({ launch, server }) => {
      const { app, page } = await launch()
      await openWith(page, server, { 'a.txt': 'a' })
      await disableLayers(app, page, allLayersExcept(onlyLayer))
      await attempt(page, 'frame', attemptRequests)
      expect(beacon).toMatchObject(silence)
    })
  }

  for (const onlyLayer of layers) {
    test(`is kept from navigating by the ${onlyLayer} alone`, async ({ launch, server }) => {
      const { app, page } = await launch()
      await openWith(page, server, { 'a.txt': 'a' })
      await disableLayers(app, page, allLayersExcept(onlyLayer))
      await tryNavigations(page, address)
      expect(beacon.connections).toBe(0)
      expect(page.url()).toBe('app://bundle/index.html')
    })
  }

  test('reaches the network with every layer disabled', async ({ launch, server }) => {
    const { app, page } = await launch()
    await openWith(page, server, { 'a.txt': 'a' })
    await disableLayers(app, page, layers)
    await attempt(page, 'frame', attemptRequests)
    const fetched = beacon.connections
    expect(fetched).toBeGreaterThan(0)
    await page.reload()
    await expect(page.getByRole('grid', { name: 'Assets' })).toBeVisible()
    await tryNavigations(page, address)
    expect(beacon.connections).toBeGreaterThan(fetched)
  })
})

for (const from of ['window', 'frame'] as const) {
  test.describe(`WebRTC and WebTransport of the ${from}`, () => {
    test('send no packet and open no connection', async ({ launch, server }) => {
      const { page } = await launch()
      await openWith(page, server, { 'a.txt': 'a' })
      await attempt(page, from, attemptPeers)
      await attempt(page, from, attemptRequests)
      expect(beacon).toMatchObject(silence)
    })

    test('are stopped by the dead proxy alone', async ({ launch, server }) => {
      const { app, page } = await launch()
      await openWith(page, server, { 'a.txt': 'a' })
      await disableLayers(app, page, allLayersExcept('proxy'))
      await attempt(page, from, attemptPeers)
      expect(beacon).toMatchObject(silence)
    })

    test('send packets and open connections with every layer disabled', async ({ launch, server }) => {
      const { app, page } = await launch()
      await openWith(page, server, { 'a.txt': 'a' })
      await disableLayers(app, page, layers)
      await attempt(page, from, attemptPeers)
      expect(beacon.packets).toBeGreaterThan(0)
      expect(beacon.connections).toBeGreaterThan(0)
    })
  })
}
