import { deflateSync } from 'node:zlib'
import type { Canvas } from './canvas'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const chunkOverhead = 12

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] ?? 0)
  return (crc ^ 0xffffffff) >>> 0
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const crc = Buffer.alloc(4)
  crc.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, crc])
}

function header(canvas: Canvas): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(canvas.width, 0)
  data.writeUInt32BE(canvas.height, 4)
  data.set([8, 2, 0, 0, 0], 8) // 8 bits of red, green, blue
  return chunk('IHDR', data)
}

/** Applies the filter "up", which stores each row as the difference from the row above. */
function filteredRows(canvas: Canvas): Buffer {
  const stride = canvas.width * 3
  const rows = Buffer.alloc((stride + 1) * canvas.height)
  for (let y = 0; y < canvas.height; y += 1) {
    const start = y * (stride + 1)
    rows[start] = 2
    for (let x = 0; x < stride; x += 1) {
      const above = y === 0 ? 0 : (canvas.dots[(y - 1) * stride + x] ?? 0)
      rows[start + 1 + x] = ((canvas.dots[y * stride + x] ?? 0) - above) & 0xff
    }
  }
  return rows
}

/**
 * A PNG of exactly `size` bytes, padded with a private chunk that decoders skip. The size is therefore known before the
 * picture is drawn, and does not depend on the version of zlib.
 */
export function encodePng(canvas: Canvas, size: number): Buffer {
  const data = chunk('IDAT', deflateSync(filteredRows(canvas), { level: 6 }))
  const end = chunk('IEND', Buffer.alloc(0))
  const start = Buffer.concat([signature, header(canvas)])
  const paddingBytes = size - start.length - data.length - end.length - chunkOverhead
  if (paddingBytes < 0)
    throw new Error(`The picture needs ${size - paddingBytes} bytes, but only ${size} are allowed`)
  return Buffer.concat([start, chunk('fiLl', Buffer.alloc(paddingBytes)), data, end])
}
