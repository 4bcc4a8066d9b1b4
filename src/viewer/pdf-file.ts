import {
  getDocument,
  PDFDataRangeTransport,
  PDFWorker,
  VerbosityLevel,
  type PDFDocumentProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import workerAddress from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'
import { viewerLimits } from '../shared/viewer'
import { NotDrawn } from './not-drawn'
import { readPart, readRange } from './read-file'

const FIRST_BYTES = 1024 ** 2

/** The frame's own files: character maps, fonts that every reader has, and decoders. */
function ownFolder(name: string): string {
  return new URL(`${name}/`, document.baseURI).href
}

/** Reads what the library asks for, part by part. */
class Ranges extends PDFDataRangeTransport {
  readonly #address: string
  readonly #fail: (error: unknown) => void

  constructor(address: string, first: { total: number; bytes: Uint8Array }, fail: (error: unknown) => void) {
    super(first.total, first.bytes)
    this.#address = address
    this.#fail = fail
  }

  override requestDataRange(from: number, to: number): void {
    readRange(this.#address, { from, to }).then((bytes) => this.onDataRange(from, bytes), this.#fail)
  }
}

export interface PdfFile {
  readonly document: PDFDocumentProxy
  readonly close: () => void
}

/** What no setting of a file can turn on: no code made from text, no scripts, no forms that are programs. */
const harmless = {
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

/** Opens a document. Its parser runs in a worker of its own, which ends with it. */
export async function openPdf(address: string): Promise<PdfFile> {
  const first = await readPart(address, 0, FIRST_BYTES)
  if (first.total > viewerLimits.fileBytes) throw new NotDrawn('too-large')
  const port = new Worker(workerAddress, { type: 'module' })
  const worker = PDFWorker.create({ port })
  const end = () => {
    worker.destroy()
    port.terminate()
  }
  try {
    const isWhole = first.bytes.length >= first.total
    const document = await new Promise<PDFDocumentProxy>((resolve, reject) => {
      const source = isWhole ? { data: first.bytes } : { range: new Ranges(address, first, reject) }
      const loading = getDocument({
        ...source,
        ...harmless,
        worker,
        cMapUrl: ownFolder('cmaps'),
        cMapPacked: true,
        standardFontDataUrl: ownFolder('standard_fonts'),
        wasmUrl: ownFolder('wasm'),
      })
      loading.promise.then(resolve, reject)
    })
    return {
      document,
      close: () => void document.loadingTask.destroy().finally(end),
    }
  } catch (error) {
    end()
    throw error
  }
}
