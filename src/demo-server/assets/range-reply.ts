import type { IncomingMessage } from 'node:http'
import { bytesReply, emptyReply, withHeaders, type Reply } from '../http/reply'
import type { Asset } from '../store/model'
import type { Bytes } from '../store/bytes'
import type { Switches } from '../switches'

/** The validators of a download. Versions differ in the id and in the date. */
export function validatorsOf(asset: Asset, { downloadValidators }: Switches): Record<string, string> {
  if (downloadValidators === 'none') return {}
  return downloadValidators === 'etag'
    ? { ETag: `"${asset.id}"` }
    : { 'Last-Modified': new Date(asset.modified).toUTCString() }
}

/** The reply to a download with its `Range`, if there is one that the switch does not ignore. */
export function rangeReply(whole: Reply, incoming: IncomingMessage, { downloadRanges }: Switches): Reply {
  const { range } = incoming.headers
  const [, start = ''] = /^bytes=(\d+)-$/.exec(range ?? '') ?? []
  if (start === '' || downloadRanges === 'ignored') return whole
  const ifRange = incoming.headers['if-range']
  const isSame = [whole.headers['ETag'], whole.headers['Last-Modified']].includes(String(ifRange))
  if (ifRange !== undefined && !isSame && downloadRanges === 'honoured') return whole
  const { size } = whole.body
  const from = Number(start)
  if (from >= size) return withHeaders(emptyReply(416), { 'Content-Range': `bytes */${size}` })
  const sentFrom = downloadRanges === 'from-start' ? 0 : from
  const body = bytesFrom(whole.body, downloadRanges === 'wrong-bytes' ? 0 : sentFrom, size - sentFrom)
  const headers = { ...whole.headers, 'Content-Range': `bytes ${sentFrom}-${size - 1}/${size}` }
  return { ...bytesReply(body, headers), status: 206 }
}

function bytesFrom(bytes: Bytes, from: number, size: number): Bytes {
  return { size, chunks: () => slice(bytes.chunks(), from, size) }
}

async function* slice(
  chunks: AsyncIterable<Uint8Array>,
  from: number,
  size: number,
): AsyncIterable<Uint8Array> {
  let offset = 0
  for await (const chunk of chunks) {
    const start = offset
    offset += chunk.length
    const part = chunk.subarray(Math.max(0, from - start), Math.max(0, from + size - start))
    if (part.length > 0) yield part
  }
}
