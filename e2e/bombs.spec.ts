import { crc32, deflateSync } from 'node:zlib'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import type { BytesSpec, DemoServerOptions } from '../src/demo-server'
import { writePdf } from '../src/demo-server/seed/files/pdf-file'
import { openSegments, row } from './support/actions'
import { takeMainDelay, watchMainDelay } from './support/main-delay'
import { paintPng, pngHeader } from './support/pictures'
import { downloadCount } from './support/preview-files'
import { expect, test } from './support/test'

const segmentId = 27_665_601
const kilobytesPerMegabyte = 1_000
/** How long main may be busy without a pause while a hostile file is opened. */
const maxMainDelayMs = 50

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, checksum])
}

/** A picture of one colour with this many pixels: a few kilobytes that decode to more than the memory holds. */
function flatPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // One bit per grey pixel, the smallest input that decodes to four bytes per pixel.
  header[8] = 1
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 })
  const parts = [pngChunk('IHDR', header), pngChunk('IDAT', rows), pngChunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts])
}

function jpegHeader(width: number, height: number): Buffer {
  const frame = Buffer.from('ffd8ffc00011080000000003012200021101031101', 'hex')
  frame.writeUInt16BE(height, 7)
  frame.writeUInt16BE(width, 9)
  return frame
}

function gifOf(frames: number): Buffer {
  const header = Buffer.from('474946383961010001008000000000ffffff', 'hex')
  const frame = Buffer.from('21f904000000000000', 'hex')
  const image = Buffer.from('2c0000000001000100000202440100', 'hex')
  return Buffer.concat([
    header,
    ...Array.from({ length: frames }, () => Buffer.concat([frame, image])),
    Buffer.from(';'),
  ])
}

function pagePdf(facts: string, content: string, more: readonly string[] = []): string {
  return writePdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R ${facts} /Contents 4 0 R >>`,
    `<< /Length ${String(content.length)} >>\nstream\n${content}\nendstream`,
    ...more,
  ])
}

function svg(inner: string, attributes = 'width="400" height="300"'): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inner}</svg>`
}

const uses = (level: number): string => `<use href="#g${String(level)}"/>`.repeat(10)
const nested = Array.from(
  { length: 9 },
  (_, level) => `<g id="g${String(level + 1)}">${uses(level)}</g>`,
).join('')
const entities = Array.from(
  { length: 9 },
  (_, level) => `<!ENTITY a${String(level + 1)} "${`&a${String(level)};`.repeat(10)}">`,
).join('')
const form =
  '<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >> /Length 4 >>\nstream\n/F Do\nendstream'

const bombs: Readonly<Record<string, BytesSpec>> = {
  'b01 20000.png': flatPng(20_000, 20_000),
  'b02 8000.png': flatPng(8_000, 8_000),
  'b03 lies.png': pngHeader(4_000_000_000, 4_000_000_000),
  'b04 65500.jpg': jpegHeader(65_500, 65_500),
  'b05 frames.gif': gifOf(20_000),
  'b06 entities.svg': `<!DOCTYPE svg [<!ENTITY a0 "ha">${entities}]>${svg('<text>&a9;</text>')}`,
  'b07 uses.svg': svg(`<g id="g0"><rect width="9" height="9"/></g>${nested}${uses(9)}`),
  'b08 side.svg': svg('<rect width="9" height="9"/>', 'width="9000000" height="9000000"'),
  'b09 filter.svg': svg(
    `<filter id="f" width="900%" height="900%">${'<feGaussianBlur stdDeviation="400"/><feTurbulence numOctaves="90" baseFrequency="9"/>'.repeat(40)}</filter>${'<rect filter="url(#f)" width="400" height="300"/>'.repeat(40)}`,
  ),
  'b10 page.pdf': pagePdf('/MediaBox [0 0 2000000 2000000]', '0 0 9 9 re f'),
  'b11 forms.pdf': pagePdf('/MediaBox [0 0 600 800] /Resources << /XObject << /F 5 0 R >> >>', '/F Do', [
    form,
  ]),
  'b12 endless.pdf': pagePdf('/MediaBox [0 0 600 800]', '0 0 m 9 9 l S q\n'.repeat(400_000)),
  'b13 pages.pdf': writePdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${'3 0 R '.repeat(100_000)}] /Count 100000 >>`,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>',
  ]),
}

/** Texts of a megabyte that a backtracking parser would never finish. */
const hostileTexts: Readonly<Record<string, BytesSpec>> = {
  'b14 name.svg': `<svg xmlns="x"><${'a'.repeat(1_000_000)}`,
  'b15 quotes.svg': `<svg xmlns="x"><a ${'b="'.repeat(300_000)}`,
  'b16 comments.xml': '<!--'.repeat(250_000),
  'b17 types.svg': `${'<!DOCTYPE a ['.repeat(75_000)}<svg/>`,
  'b18 blanks.html': ` ${'<a'.padEnd(1_000_000)}`,
  'b19 depth.json': '['.repeat(1_000_000),
  'b20 legacy.txt': Buffer.alloc(1_000_000, Buffer.from('d4c5cbd3d4204bc9d2c9cccca60d0a', 'hex')),
  'b21 table.csv': `"${'a,"'.repeat(300_000)}`,
}

/** Memory of the largest renderer process, in kilobytes. */
function largestTabMemory(app: ElectronApplication): Promise<number> {
  return app.evaluate(({ app: running }) =>
    Math.max(
      ...running
        .getAppMetrics()
        .filter(({ type }) => type === 'Tab')
        .map(({ memory }) => memory.workingSetSize),
    ),
  )
}

/** Milliseconds until the window draws its next frame. */
function measureFrameDelay(page: Page): Promise<number> {
  return page.evaluate(() => {
    const start = performance.now()
    return new Promise<number>((resolve) =>
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start))),
    )
  })
}

function seedOf(assets: readonly (readonly [string, BytesSpec])[]): DemoServerOptions {
  return {
    seed: {
      projects: [{ id: 7214 }],
      documents: [{ did: 1, pid: 7214 }],
      segments: [{ sid: segmentId, did: 1 }],
      assets: assets.map(([name, bytes]) => ({ segmentId, name, bytes })),
    },
  }
}

/** Whether the preview is shown, refused or given up. */
function isSettled(preview: Locator): Promise<boolean> {
  return preview.evaluate((region) => {
    const canvas = region.querySelector('canvas')
    const isDrawing = canvas?.getAttribute('aria-busy') === 'true'
    const isLoading = region.querySelector('[role="progressbar"], .spinner') !== null
    const image = region.querySelector('img')
    return !isDrawing && !isLoading && (image === null || image.complete)
  })
}

test('pictures and documents that would exhaust the memory are refused or survived', async ({
  launch,
  startServer,
}) => {
  test.setTimeout(150_000)
  const assets = Object.entries({ ...bombs, 'z shot.png': paintPng(640, 400) })
  const server = await startServer(seedOf(assets))
  const { app, page } = await launch()
  await page.setViewportSize({ width: 1440, height: 900 })
  await openSegments(page, server, [segmentId])
  const preview = page.getByRole('region', { name: 'Preview' })
  const loadAnyway = preview.getByRole('button', { name: 'Load anyway' })
  const slow: string[] = []
  const recordIfSlow = async (name: string): Promise<void> => {
    const ms = await measureFrameDelay(page)
    const memory = (await largestTabMemory(app)) / kilobytesPerMegabyte
    if (ms > 1_000 || memory > 700) slow.push(`${name}: ${ms.toFixed(0)} ms, ${memory.toFixed(0)} MB`)
  }
  for (const [index, name] of Object.keys(bombs).entries()) {
    await row(page, `${name}, all, -, ${String(segmentId)}`).click()
    await expect(preview).toContainText(name)
    await expect.poll(() => downloadCount(server), { message: name }).toBe(index + 1)
    // The preview settles when it is shown, refused or given up, at the latest after the drawing frame's ten seconds.
    await expect
      .poll(
        async () => {
          await recordIfSlow(name)
          if (await loadAnyway.isVisible()) await loadAnyway.click()
          return isSettled(preview)
        },
        { timeout: 25_000, message: name },
      )
      .toBe(true)
  }
  await row(page, `z shot.png, all, -, ${String(segmentId)}`).click()
  await expect
    .poll(() =>
      preview.getByRole('img').evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth),
    )
    .toBe(640)
  expect(slow).toEqual([])
  expect(app.windows().length).toBe(1)
})

test('no hostile file keeps the main process busy', async ({ launch, startServer }) => {
  test.setTimeout(150_000)
  const files = { ...bombs, ...hostileTexts }
  const server = await startServer(seedOf(Object.entries({ ...files, 'z shot.png': paintPng(640, 400) })))
  const { app, page } = await launch()
  await openSegments(page, server, [segmentId])
  const preview = page.getByRole('region', { name: 'Preview' })
  await watchMainDelay(app)
  const openFile = async (name: string): Promise<number> => {
    await takeMainDelay(app)
    await row(page, `${name}, all, -, ${String(segmentId)}`).click()
    await expect(preview).toContainText(name)
    await expect.poll(() => isSettled(preview), { timeout: 25_000, message: name }).toBe(true)
    return takeMainDelay(app)
  }
  const busy: string[] = []
  for (const name of Object.keys(files)) {
    const delays: number[] = []
    // A busy computer delays main now and then; a file that blocks main does so each time.
    while (delays.length < 4 && !delays.some((ms) => ms <= maxMainDelayMs)) {
      delays.push(await openFile(name))
      await openFile('z shot.png')
    }
    if (!delays.some((ms) => ms <= maxMainDelayMs)) busy.push(`${name}: ${delays.join(', ')}`)
  }
  expect(busy).toEqual([])
})
