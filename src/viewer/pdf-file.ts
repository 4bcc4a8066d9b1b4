import {
  getDocument,
  PDFDataRangeTransport,
  PDFWorker,
  VerbosityLevel,
  type PDFDocumentProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import workerAddress from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'
import { viewerLimits } from '../shared/viewer'
import { DrawError } from './draw-error'
import { readFilePart, readFileRange } from './read-file'

const firstPartBytes = 1024 ** 2

/** Bundled character maps, standard fonts and decoders. */
function bundledFolder(name: string): string {
  return new URL(`${name}/`, document.baseURI).href
}

/** Loads the ranges that the library requests. */
class RangeTransport extends PDFDataRangeTransport {
  readonly #address: string
  readonly #fail: (error: unknown) => void

  constructor(address: string, first: { total: number; bytes: Uint8Array }, fail: (error: unknown) => void) {
    super(first.total, first.bytes)
    this.#address = address
    this.#fail = fail
  }

  override requestDataRange(from: number, to: number): void {
    readFileRange(this.#address, { from, to }).then((bytes) => this.onDataRange(from, bytes), this.#fail)
  }
}

export interface PdfFile {
  readonly document: PDFDocumentProxy
  readonly close: () => void
}

/** Options that no document can override: no eval, no scripts, no XFA forms. */
const safeOptions = {
  isEvalSupported: false,
  enableXfa: false,
  useWasm: false,
  useWorkerFetch: false,
  stopAtErrors: false,
  disableAutoFetch: true,
  maxImageSize: 50_000_000,
  canvasMaxAreaInBytes: viewerLimits.pixels * 4,
  verbosity: VerbosityLevel.ERRORS,
}

/** Opens a document. Its parser runs in a separate worker, which is terminated with it. */
export async function openPdf(address: string): Promise<PdfFile> {
  const first = await readFilePart(address, 0, firstPartBytes)
  if (first.total > viewerLimits.fileBytes) throw new DrawError('too-large')
  const port = new Worker(workerAddress, { type: 'module' })
  const worker = PDFWorker.create({ port })
  const terminate = () => {
    worker.destroy()
    port.terminate()
  }
  try {
    const isWhole = first.bytes.length >= first.total
    const document = await new Promise<PDFDocumentProxy>((resolve, reject) => {
      const source = isWhole ? { data: first.bytes } : { range: new RangeTransport(address, first, reject) }
      const loading = getDocument({
        ...source,
        ...safeOptions,
        worker,
        cMapUrl: bundledFolder('cmaps'),
        cMapPacked: true,
        standardFontDataUrl: bundledFolder('standard_fonts'),
        wasmUrl: bundledFolder('wasm'),
      })
      loading.promise.then(resolve, reject)
    })
    return {
      document,
      close: () => void document.loadingTask.destroy().finally(terminate),
    }
  } catch (error) {
    terminate()
    throw error
  }
}
