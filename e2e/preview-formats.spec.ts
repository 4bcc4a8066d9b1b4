import type { Locator, Page } from '@playwright/test'
import type { BytesSpec } from '../src/demo-server'
import { row } from './support/actions'
import { openWith } from './support/preview-actions'
import { previewSegmentId, previewSeed } from './support/preview-files'
import { expect, test } from './support/test'

const region = (page: Page): Locator => page.getByRole('region', { name: 'Preview' })
const isPainted = (picture: Locator): Promise<boolean> =>
  picture.evaluate((element: HTMLCanvasElement) => element.width > 100 && element.height > 100)

async function showPreview(page: Page, name: string): Promise<void> {
  await row(page, `${name}, all, -, ${String(previewSegmentId)}`).click()
  await expect(region(page)).toContainText(name)
}

/** Latin letters as in ASCII; Cyrillic ones as in Windows-1251. */
const windows1251 = (text: string): Buffer =>
  Buffer.from(
    Array.from(text, (character) => {
      const code = character.charCodeAt(0)
      return code < 0x80 ? code : code - 0x410 + 0xc0
    }),
  )

const square = '<rect width="400" height="300" fill="#1f6f54"/>'
const bitmap = Buffer.alloc(54 + 4 * 4 * 4, 0x7f)
bitmap.set([
  0x42, 0x4d, 118, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 1, 0, 32, 0,
])
bitmap.fill(0, 30, 54)

const files: Readonly<Record<string, BytesSpec>> = {
  'f01 cyrillic.svg': windows1251(
    `<?xml version="1.0" encoding="windows-1251"?><svg xmlns="http://www.w3.org/2000/svg" width="400" height="300">${square}<text>Привет</text></svg>`,
  ),
  'f02 program.svg': `<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd" [
    <!ENTITY ns_svg "http://www.w3.org/2000/svg"> <!ENTITY green "fill:#1f6f54"> <!ENTITY out SYSTEM "file:///etc/passwd"> ]>
    <svg xmlns="&ns_svg;" width="400" height="300"><rect width="400" height="300" style="&green;"/>&out;</svg>`,
  'f03 comment.svg': `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><!-- <!ENTITY a "b"> -->${square}</svg>`,
  'f04 icon.bmp': bitmap,
  'f05 scan.tif': Buffer.from('II*\0\u0008\0\0\0\0\0\0\0', 'latin1'),
  'f06 greeting.txt': windows1251('Привет, мир'),
  'f07 old.txt': 'The last line\u000b\r\n\u001a',
  'f08 declared.xml': windows1251('<?xml version="1.0" encoding="windows-1251"?><a>Привет</a>'),
}

test('files are read as they declare and shown as what they are', async ({ page, startServer }) => {
  const server = await startServer({ seed: previewSeed })
  await page.setViewportSize({ width: 1440, height: 900 })
  await openWith(page, server, files)

  for (const name of ['f01 cyrillic.svg', 'f02 program.svg', 'f03 comment.svg']) {
    await showPreview(page, name)
    await expect.poll(() => isPainted(region(page).getByRole('img', { name }))).toBe(true)
  }

  await showPreview(page, 'f04 icon.bmp')
  const picture = region(page).getByRole('img', { name: 'f04 icon.bmp' })
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(4)

  await showPreview(page, 'f05 scan.tif')
  await region(page).getByRole('button', { name: 'Load preview, 1 API call' }).click()
  await expect(region(page)).toContainText('This is a TIFF file. There is no preview for this format.')

  await showPreview(page, 'f07 old.txt')
  await expect(region(page)).toContainText('The last line␋')
  await expect(region(page)).toContainText('␚')

  await showPreview(page, 'f08 declared.xml')
  await expect(region(page)).toContainText('<a>Привет</a>')
  await expect(
    region(page).getByRole('button', { name: 'Encoding: Windows-1251', exact: true }),
  ).toBeVisible()
})

test('an encoding that is a guess can be changed, and the choice is remembered', async ({
  page,
  startServer,
}) => {
  const server = await startServer({ seed: previewSeed })
  await page.setViewportSize({ width: 1440, height: 900 })
  await openWith(page, server, files)
  await showPreview(page, 'f06 greeting.txt')
  await region(page)
    .getByRole('button', { name: /^Encoding: .*\(guessed\)$/ })
    .click()
  await page.getByRole('menuitemradio', { name: 'IBM866 · Cyrillic' }).click()
  await expect(region(page).getByRole('button', { name: 'Encoding: IBM866', exact: true })).toBeVisible()
  await region(page).getByRole('button', { name: 'Encoding: IBM866' }).click()
  await page.getByRole('menuitemradio', { name: 'Windows-1251 · Cyrillic' }).click()
  await expect(region(page)).toContainText('Привет, мир')

  await showPreview(page, 'f07 old.txt')
  await showPreview(page, 'f06 greeting.txt')
  await expect(region(page)).toContainText('Привет, мир')
  await expect(
    region(page).getByRole('button', { name: 'Encoding: Windows-1251', exact: true }),
  ).toBeVisible()
})

test('a document without fonts is drawn with those of the viewer, and nothing else is a font', async ({
  page,
  startServer,
}) => {
  const server = await startServer({ seed: previewSeed })
  await openWith(page, server, {})
  await showPreview(page, '5 guide.pdf')
  await expect(region(page).getByText('Page 1 of 3')).toBeVisible()
  const frame = page.frames().find((candidate) => candidate.url().startsWith('preview://viewer')) ?? null
  expect(frame).not.toBeNull()
  const load = (source: string): Promise<string> | undefined =>
    frame?.evaluate(async (address) => {
      const font = new FontFace('test', `url(${address})`)
      return font.load().then(
        () => 'loaded',
        () => 'blocked',
      )
    }, source)
  expect(await load('preview://viewer/standard_fonts/LiberationSans-Regular.ttf')).toBe('loaded')
  expect(await load('preview://viewer/file/LiberationSans-Regular')).toBe('blocked')
  expect(await load('data:font/ttf;base64,AAEAAAA=')).toBe('blocked')
})
