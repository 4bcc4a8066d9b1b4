import path from 'node:path'
import type { Session } from 'electron'
import type { ServedFile } from '../../core/previews/preview-addresses'
import { parseRange } from '../../core/previews/byte-range'
import type { PreviewCache } from '../../core/previews/preview-cache'
import type { ByteRange } from '../../core/ports'
import type { CopyPreview } from '../../core/recycle-bin/copy-previews'
import { logError } from '../log'
import { mediaTypes, readFiles } from './bundled-files'
import { framePolicy } from './content-security-policy'

/** Where the window finds the picture of a copy. */
export function copyAddress(name: string): string {
  return `preview://copy/${name}`
}

export interface PreviewSources {
  readonly cache: Pick<PreviewCache, 'readFile'>
  /** Pictures of the recycle bin. */
  readonly openCopy: (name: string) => Promise<CopyPreview | null>
  readonly findThumbnail: (name: string) => ServedFile | null
  /** What is being looked at. */
  readonly findAsset: (name: string) => ServedFile | null
  /** What the frame that draws thumbnails is drawing. */
  readonly findDrawing: (name: string) => ServedFile | null
}

type Serve = (name: string, request: Request) => Promise<Response | null> | Response | null

/**
 * Serves the scheme of previews: bytes under names that main gave out, and the two frames' own files, from a map of exact
 * names. No path of a request ever reaches the disk. `folder` holds the frames' files; without it they are not there.
 */
export function servePreviews(session: Session, folder: string, sources: PreviewSources): void {
  const { cache, openCopy, findThumbnail, findAsset, findDrawing } = sources
  const file = (find: (name: string) => ServedFile | null): Serve => {
    return (name, request) => serveFile(cache, find(name), request)
  }
  const places: Readonly<Record<string, Serve>> = {
    copy: async (name) => servePicture(await openCopy(name)),
    thumbnail: file(findThumbnail),
    asset: file(findAsset),
    'viewer/file': file(findAsset),
    'thumbnails/file': file(findDrawing),
  }
  const parts = readFiles(folder)
  session.protocol.handle('preview', async (request) => {
    const answer = request.method === 'GET' ? await serve(places, parts, request) : null
    return answer ?? new Response(null, { status: 404, headers: harmless })
  })
}

async function serve(
  places: Readonly<Record<string, Serve>>,
  parts: ReadonlyMap<string, Uint8Array>,
  request: Request,
): Promise<Response | null> {
  const [, place = '', name = ''] = /^preview:\/\/([a-z]+(?:\/file)?)\/([\w-]{1,64})$/.exec(request.url) ?? []
  const known = Object.hasOwn(places, place) ? places[place] : undefined
  if (known === undefined) return servePart(parts, new URL(request.url))
  try {
    return await known(name, request)
  } catch (error) {
    logError('preview not read', error)
    return null
  }
}

/** Of everything that is foreign: no document, or one without any right (docs/threat-model.md#previews). */
const harmless = {
  'Content-Security-Policy':
    "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Content-Disposition': 'inline',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
}

function servePicture(picture: CopyPreview | null): Response | null {
  if (picture === null) return null
  return new Response(picture.bytes.slice().buffer, {
    headers: { ...harmless, 'Content-Type': picture.type },
  })
}

function serveFile(
  cache: Pick<PreviewCache, 'readFile'>,
  file: ServedFile | null,
  request: Request,
): Response | null {
  if (file === null) return null
  const range = parseRange(request.headers.get('range'), file.size)
  const ranges = { ...harmless, 'Accept-Ranges': 'bytes' }
  if (range.status === 416) {
    const headers = { ...ranges, 'Content-Range': `bytes */${String(file.size)}` }
    return new Response(null, { status: 416, headers })
  }
  const { start, end } = range.part
  const isPart = range.status === 206
  return new Response(streamOf(cache, file.name, range.part), {
    status: range.status,
    headers: {
      ...ranges,
      'Content-Type': file.type,
      'Content-Length': String(end - start),
      ...(isPart
        ? { 'Content-Range': `bytes ${String(start)}-${String(end - 1)}/${String(file.size)}` }
        : {}),
    },
  })
}

/** Bytes that are read at once. */
const pieceBytes = 512 * 1_024

/**
 * Piece by piece, each when it is wanted, from a file that is opened for it and closed behind it: a request that is given
 * up leaves nothing open, whether its end is told or not.
 */
function streamOf(
  cache: Pick<PreviewCache, 'readFile'>,
  name: string,
  part: ByteRange,
): ReadableStream<Uint8Array> {
  let at = part.start
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const end = Math.min(part.end, at + pieceBytes)
      for await (const chunk of cache.readFile(name, { start: at, end })) {
        at += chunk.byteLength
        controller.enqueue(new Uint8Array(chunk))
      }
      // Shorter than it was: what is missing must not look like the end.
      if (at < end) throw new Error('a kept file is shorter than it was')
      if (at >= part.end) controller.close()
    },
  })
}

function servePart(parts: ReadonlyMap<string, Uint8Array>, { host, pathname }: URL): Response | null {
  const bytes = host === 'viewer' || host === 'thumbnails' ? parts.get(pathname) : undefined
  if (bytes === undefined) return null
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': mediaTypes[path.extname(pathname)] ?? 'application/octet-stream',
      'Content-Security-Policy': framePolicy,
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
    },
  })
}
