import { viewerLimits } from '../shared/viewer'
import { DrawError } from './draw-error'

export interface FilePart {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Bytes of the whole file. */
  readonly total: number
  /** Value of the `Content-Type` header, which main sets. */
  readonly type: string
}

function totalOf(request: XMLHttpRequest, received: number): number {
  if (request.status !== 206) return received
  const total = /^bytes \d+-\d+\/(\d+)$/.exec(request.getResponseHeader('Content-Range') ?? '')?.[1]
  if (total === undefined) throw new DrawError('unreachable')
  return Number(total)
}

/**
 * Loads the bytes of a file in the range [from, to), or fewer if the response is shorter. Uses XMLHttpRequest, because
 * `fetch` is disabled for the app's schemes.
 */
export function readFilePart(address: string, from: number, to: number): Promise<FilePart> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const fail = () => reject(new DrawError('unreachable'))
    request.open('GET', address)
    request.responseType = 'arraybuffer'
    request.setRequestHeader('Range', `bytes=${from}-${to - 1}`)
    request.onerror = fail
    request.onabort = fail
    request.onprogress = ({ loaded }) => {
      if (loaded > viewerLimits.fileBytes) request.abort()
    }
    request.onload = () => {
      if (request.status !== 200 && request.status !== 206) {
        fail()
        return
      }
      try {
        const bytes = new Uint8Array(request.response as ArrayBuffer)
        const type = request.getResponseHeader('Content-Type') ?? ''
        resolve({ bytes, total: totalOf(request, bytes.length), type })
      } catch (error) {
        reject(error instanceof Error ? error : new DrawError('unreachable'))
      }
    }
    request.send()
  })
}

/** Loads all bytes in the range [from, to), with as many requests as needed. */
export async function readFileRange(
  address: string,
  { from, to }: { readonly from: number; readonly to: number },
  read: typeof readFilePart = readFilePart,
): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(to - from)
  let filled = 0
  while (filled < whole.length) {
    const { bytes } = await read(address, from + filled, to)
    if (bytes.length === 0) throw new DrawError('unreachable')
    whole.set(bytes.subarray(0, whole.length - filled), filled)
    filled += bytes.length
  }
  return whole
}

/** Loads a whole file. */
export async function readAll(address: string): Promise<Omit<FilePart, 'total'>> {
  const { bytes, total, type } = await readFilePart(address, 0, viewerLimits.fileBytes)
  if (total > viewerLimits.fileBytes) throw new DrawError('too-large')
  if (bytes.length >= total) return { bytes, type }
  const rest = await readFileRange(address, { from: bytes.length, to: total })
  const whole = new Uint8Array(total)
  whole.set(bytes)
  whole.set(rest, bytes.length)
  return { bytes: whole, type }
}
