import type { AssetSpec, SeedSpec } from '../../src/demo-server'
import { writePdf } from '../../src/demo-server/seed/files/pdf-file'
import { paintPng } from '../support/pictures'
import { manyAssets, manyCount, manySegments } from './many-assets'

/** Number of pictures at the top of the list, more than the benchmark scrolls past. */
export const pictureCount = 600
export const pageCount = 12
export const guideName = '0 guide.pdf'

const segmentId = manySegments[0] ?? 0
const modified = '2026-03-04T06:06:00'

const pictures: readonly AssetSpec[] = Array.from({ length: pictureCount }, (_, index) => ({
  segmentId,
  modified,
  bytes: paintPng(640, 400, 60_000),
  name: `1 shot ${String(index + 1)}.png`,
}))

/** The parameter of `loadThumbnails`. */
export const pictureFiles = pictures.map(({ name }) => ({
  context: { family: 'classic' as const, scope: 'pr7214' },
  segmentId,
  locale: null,
  relativePath: '',
  name,
  size: 60_000,
  modifiedDate: modified,
}))

/** 100,000 files, with pictures and a PDF among them. */
export const manyPictures: SeedSpec = {
  ...manyAssets,
  assets: [
    ...(manyAssets.assets ?? []).slice(0, manyCount - pictureCount - 1),
    ...pictures,
    { segmentId, modified, name: guideName, bytes: textPages(pageCount) },
  ],
}

/** A PDF with pages of text. */
function textPages(pages: number): string {
  const line = (page: number, row: number) =>
    `0 -14 Td (Page ${String(page)}, line ${String(row)}: the shelf holds what translators ask for.) Tj`
  const content = (page: number) => {
    const text = `BT /F1 10 Tf 56 800 Td ${Array.from({ length: 50 }, (_, row) => line(page, row)).join('\n')} ET`
    return `<< /Length ${String(text.length)} >>\nstream\n${text}\nendstream`
  }
  const pageReferences = Array.from({ length: pages }, (_, page) => `${String(4 + page * 2)} 0 R`).join(' ')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${pageReferences}] /Count ${String(pages)} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...Array.from({ length: pages }, (_, page) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${String(5 + page * 2)} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      content(page + 1),
    ]).flat(),
  ]
  return writePdf(objects)
}
