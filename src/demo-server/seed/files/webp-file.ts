import { bytesMadeOnDemand, type Bytes } from '../../store/bytes'
import { coastAtDawnWebp } from '../media/coast-at-dawn-webp'
import { fruitAndBowlWebp } from '../media/fruit-and-bowl-webp'
import { greenHillsWebp } from '../media/green-hills-webp'
import { harbourAtNightWebp } from '../media/harbour-at-night-webp'
import { kettleOnTableWebp } from '../media/kettle-on-table-webp'
import { toasterStudioWebp } from '../media/toaster-studio-webp'
import { decodeMedia, filling } from './filling'

const scenes = {
  coast: coastAtDawnWebp,
  fruit: fruitAndBowlWebp,
  hills: greenHillsWebp,
  harbour: harbourAtNightWebp,
  kettle: kettleOnTableWebp,
  toaster: toasterStudioWebp,
}

export type WebpScene = keyof typeof scenes
export const webpScenes = Object.keys(scenes) as WebpScene[]

const riffHead = 12
const chunkHead = 8
const hasXmp = 0x04
const width = 480
const height = 320

function chunk(name: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(chunkHead)
  head.write(name, 'latin1')
  head.writeUInt32LE(data.length, 4)
  return Buffer.concat([head, data])
}

function extendedHeader(): Buffer {
  const data = Buffer.alloc(10)
  data[0] = hasXmp
  data.writeUIntLE(width - 1, 4, 3)
  data.writeUIntLE(height - 1, 7, 3)
  return chunk('VP8X', data)
}

/** A picture of exactly `size` bytes (an even number, as the container wants), filled up in its metadata. */
export function webpFile(scene: WebpScene, size: number, label: string): Bytes {
  return bytesMadeOnDemand(size, () => {
    const picture = decodeMedia(scenes[scene]).subarray(riffHead)
    const head = extendedHeader()
    const left = size - riffHead - head.length - picture.length - chunkHead
    const body = Buffer.concat([Buffer.from('WEBP'), head, picture, chunk('XMP ', filling(label, left))])
    return chunk('RIFF', body)
  })
}
