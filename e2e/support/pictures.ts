import { Canvas, type Colour } from '../../src/demo-server/seed/paint/canvas'
import { encodePng } from '../../src/demo-server/seed/paint/encode-png'

/** A PNG of two colours, one above the other. `bytes` is the size of its file. */
export function paintPng(width: number, height: number, bytes = 4_096): Buffer {
  const canvas = new Canvas(width, height)
  const [sky, sea]: readonly Colour[] = [
    [240, 180, 90],
    [30, 60, 120],
  ]
  if (sky === undefined || sea === undefined) throw new Error('two colours')
  canvas.rect({ x: 0, y: 0, width, height: height / 2 }, sky)
  canvas.rect({ x: 0, y: height / 2, width, height: height / 2 }, sea)
  return encodePng(canvas, bytes)
}

/** Only the header of a PNG of this size, without data. */
export function pngHeader(width: number, height: number): Buffer {
  const header = paintPng(2, 2).subarray(0, 33)
  header.writeUInt32BE(width, 16)
  header.writeUInt32BE(height, 20)
  return header
}
