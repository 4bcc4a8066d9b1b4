import path from 'node:path'
import type { Session } from 'electron'
import type { ServedFile } from '../../core/previews/preview-addresses'
import { parseRange } from '../../core/previews/byte-range'
import type { PreviewCache } from '../../core/previews/preview-cache'
import type { ByteRange } from '../../core/ports'
import type { CopyPreview } from '../../core/recycle-bin/copy-previews'
import { logError } from '../log'
import { BundledFiles, mediaTypes } from './bundled-files'
import { framePolicy } from './content-security-policy'

/** The address of a copy's picture for the window. */
export function copyAddress(name: string): string {
  return `preview://copy/${name}`
}

export interface PreviewSources {
  readonly cache: Pick<PreviewCache, 'readFile'>
  /** Pictures of the recycle bin. */
  readonly openCopy: (name: string) => Promise<CopyPreview | null>
  readonly findThumbnail: (name: string) => ServedFile | null
  /** Files of the open preview. */
  readonly findAsset: (name: string) => ServedFile | null
  /** Files that the thumbnail frame is drawing. */
  readonly findDrawing: (name: string) => ServedFile | null
}

type Serve = (name: string, request: Request) => Promise<Response | null> | Response | null

/**
 * Serves the preview scheme: untrusted files under names that main has assigned, and the bundled files of the two frames,
 * which are in `folder`. Requests are looked up by exact name, so that no path of a request reaches the disk.
 */
export function servePreviews(session: Session, folder: string, sources: PreviewSources): void {
  const { cache, openCopy, findThumbnail, findAsset, findDrawing } = sources
  const file = (find: (name: string) => ServedFile | null): Serve => {
    return (name, request) => serveFile(cache, find(name), request)
  }
  const routes: Readonly<Record<string, Serve>> = {
    copy: async (name) => servePicture(await openCopy(name)),
    thumbnail: file(findThumbnail),
    asset: file(findAsset),
    'viewer/file': file(findAsset),
    'thumbnails/file': file(findDrawing),
  }
  const bundledFiles = new BundledFiles(folder)
  session.protocol.handle('preview', async (request) => {
    const answer = request.method === 'GET' ? await serve(routes, bundledFiles, request) : null
    return answer ?? new Response(null, { status: 404, headers: untrustedHeaders })
  })
}

async function serve(
  routes: Readonly<Record<string, Serve>>,
  bundledFiles: BundledFiles,
  request: Request,
): Promise<Response | null> {
  const [, route = '', name = ''] = /^preview:\/\/([a-z]+(?:\/file)?)\/([\w-]{1,64})$/.exec(request.url) ?? []
  const serveRoute = Object.hasOwn(routes, route) ? routes[route] : undefined
  if (serveRoute === undefined) return serveBundledFile(bundledFiles, new URL(request.url))
  try {
    return await serveRoute(name, request)
  } catch (error) {
    logError('preview not read', error)
    return null
  }
}

/** For all untrusted content: it is not a document, or one without any rights (docs/threat-model.md#previews). */
const untrustedHeaders = {
  'Content-Security-Policy':
    "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; webrtc 'block'; form-action 'none'; base-uri 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Content-Disposition': 'inline',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
}

function servePicture(picture: CopyPreview | null): Response | null {
  if (picture === null) return null
  return new Response(picture.bytes.slice().buffer, {
    headers: { ...untrustedHeaders, 'Content-Type': picture.type },
  })
}

function serveFile(
  cache: Pick<PreviewCache, 'readFile'>,
  file: ServedFile | null,
  request: Request,
): Response | null {
  if (file === null) return null
  const range = parseRange(request.headers.get('range'), file.size)
  const ranges = { ...untrustedHeaders, 'Accept-Ranges': 'bytes' }
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

/** Bytes per read. */
const chunkBytes = 512 * 1_024

/**
 * Reads chunks on demand, and opens and closes the file for each one. An abandoned request therefore leaves no file open,
 * even if Chromium never reports its end.
 */
function streamOf(
  cache: Pick<PreviewCache, 'readFile'>,
  name: string,
  part: ByteRange,
): ReadableStream<Uint8Array> {
  let at = part.start
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const end = Math.min(part.end, at + chunkBytes)
      for await (const chunk of cache.readFile(name, { start: at, end })) {
        at += chunk.byteLength
        controller.enqueue(new Uint8Array(chunk))
      }
      // A truncated file must not look complete.
      if (at < end) throw new Error('a cached file is shorter than expected')
      if (at >= part.end) controller.close()
    },
  })
}

async function serveBundledFile(
  bundledFiles: BundledFiles,
  { host, pathname }: URL,
): Promise<Response | null> {
  const isViewer = host === 'viewer' || host === 'thumbnails'
  const bytes = isViewer ? await bundledFiles.readFile(pathname) : null
  if (bytes === null) return null
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
