import { AnnotationMode, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { DrawRequest } from '../shared/viewer'
import type { Drawing } from './drawing'
import { scaleToBox, scaleSize } from './scale-to-box'
import { DrawError } from './draw-error'
import { openPdf, type PdfFile } from './pdf-file'

/** CSS pixels per point. */
const pixelsPerPoint = 96 / 72

export interface PdfDrawer {
  readonly draw: (request: DrawRequest, signal: AbortSignal) => Promise<Drawing>
  readonly closeFile: () => void
}

/** Draws links, forms and annotations only as pixels, so that nothing in a drawing is interactive. */
async function drawPage(page: PDFPageProxy, box: DrawRequest, signal: AbortSignal): Promise<Drawing> {
  const natural = page.getViewport({ scale: pixelsPerPoint })
  const scale = scaleToBox(natural, box)
  const canvas = Object.assign(document.createElement('canvas'), scaleSize(natural, scale))
  const task = page.render({
    canvas,
    viewport: page.getViewport({ scale: pixelsPerPoint * scale }),
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

/** Draws pages of one document at a time, which stays open until a page of another document is requested. */
export function createPdfDrawer(): PdfDrawer {
  let open: { readonly address: string; readonly file: Promise<PdfFile> } | null = null

  function closeFile(): void {
    const previous = open
    open = null
    void previous?.file.then((file) => file.close()).catch(() => undefined)
  }

  function fileOf(address: string): Promise<PdfFile> {
    if (open?.address !== address) {
      closeFile()
      open = { address, file: openPdf(address) }
    }
    return open.file
  }

  return {
    closeFile,
    draw: async (request, signal) => {
      try {
        const { document } = await fileOf(request.address)
        if (request.page > document.numPages) throw new DrawError('no-page')
        const page = await document.getPage(request.page)
        return { ...(await drawPage(page, request, signal)), pages: document.numPages }
      } catch (error) {
        // Close a document that failed, so that the next request opens it again.
        if (!signal.aborted) closeFile()
        throw error
      }
    },
  }
}
