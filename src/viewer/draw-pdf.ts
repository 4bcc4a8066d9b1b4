import { AnnotationMode, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { DrawRequest } from '../shared/viewer'
import type { Drawing } from './drawing'
import { fitScale, scaled } from './fit-box'
import { NotDrawn } from './not-drawn'
import { openPdf, type PdfFile } from './pdf-file'

/** CSS pixels of a point. */
const POINT = 96 / 72

export interface PdfDrawer {
  readonly draw: (request: DrawRequest, signal: AbortSignal) => Promise<Drawing>
  readonly forget: () => void
}

/** Links, forms and notes come out as pictures of themselves: nothing on a drawing can be pressed. */
async function drawPage(page: PDFPageProxy, box: DrawRequest, signal: AbortSignal): Promise<Drawing> {
  const natural = page.getViewport({ scale: POINT })
  const scale = fitScale(natural, box)
  const canvas = Object.assign(document.createElement('canvas'), scaled(natural, scale))
  const task = page.render({
    canvas,
    viewport: page.getViewport({ scale: POINT * scale }),
    annotationMode: AnnotationMode.ENABLE,
    background: '#fff',
  })
  const cancel = () => task.cancel()
  signal.addEventListener('abort', cancel)
  try {
    await task.promise
    return { canvas, pages: 0, width: natural.width, height: natural.height }
  } finally {
    signal.removeEventListener('abort', cancel)
    page.cleanup()
  }
}

/** Draws pages of one document at a time: it stays open for the next page, until another one is asked for. */
export function createPdfDrawer(): PdfDrawer {
  let open: { readonly address: string; readonly file: Promise<PdfFile> } | null = null

  function forget(): void {
    const last = open
    open = null
    void last?.file.then((file) => file.close()).catch(() => undefined)
  }

  function fileOf(address: string): Promise<PdfFile> {
    if (open?.address !== address) {
      forget()
      open = { address, file: openPdf(address) }
    }
    return open.file
  }

  return {
    forget,
    draw: async (request, signal) => {
      try {
        const { document } = await fileOf(request.address)
        if (request.page > document.numPages) throw new NotDrawn('no-page')
        const page = await document.getPage(request.page)
        return { ...(await drawPage(page, request, signal)), pages: document.numPages }
      } catch (error) {
        // What could not be opened is not kept: asked for again, it is tried again.
        if (!signal.aborted) forget()
        throw error
      }
    },
  }
}
