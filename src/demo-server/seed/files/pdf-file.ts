import { bytesInMemory, type Bytes } from '../../store/bytes'

const lineHeight = 18

/** Escapes text for a standard PDF font, which has only Latin characters; others become question marks. */
function pdfString(text: string): string {
  return text.replace(/[^\x20-\xff]/g, '?').replace(/[\\()]/g, '\\$&')
}

function pageContent(lines: readonly string[]): string {
  const [title = '', ...rest] = lines
  const heading = `/F1 20 Tf 56 780 Td (${pdfString(title)}) Tj`
  const body = rest.map((line) => `0 -${lineHeight} Td (${pdfString(line)}) Tj`).join('\n')
  return `0.15 0.44 0.58 rg 56 806 120 4 re f\nBT ${heading}\n/F1 11 Tf 0 -12 Td\n${body}\nET`
}

/** A PDF with pages of text. The first line of each page is its title. */
export function pdfFile(pages: readonly (readonly string[])[]): Bytes {
  const fontId = 3
  const pageId = (index: number) => fontId + 1 + 2 * index
  const kids = pages.map((_, index) => `${pageId(index)} 0 R`).join(' ')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((lines, index) => {
      const content = pageContent(lines)
      const references = `/Contents ${pageId(index) + 1} 0 R /Resources << /Font << /F1 ${fontId} 0 R >> >>`
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${references} >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ]
    }),
  ]
  return bytesInMemory(Buffer.from(writePdf(objects), 'latin1'))
}

/** A PDF of the given objects, numbered from 1, with the table of their offsets. The first object is the catalogue. */
export function writePdf(objects: readonly string[]): string {
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
  return text + table + end
}
