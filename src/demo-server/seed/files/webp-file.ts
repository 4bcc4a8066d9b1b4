import { bytesOnDemand, type Bytes } from '../../store/bytes'
import { coastAtDawnWebp } from '../media/coast-at-dawn-webp'
import { fruitAndBowlWebp } from '../media/fruit-and-bowl-webp'
import { greenHillsWebp } from '../media/green-hills-webp'
import { harbourAtNightWebp } from '../media/harbour-at-night-webp'
import { kettleOnTableWebp } from '../media/kettle-on-table-webp'
import { toasterStudioWebp } from '../media/toaster-studio-webp'
import { decodeMedia, paddingBytes } from './filling'

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

const riffHeaderBytes = 12
const chunkHeaderBytes = 8
const xmpFlag = 0x04
const width = 480
const height = 320

function chunk(name: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(chunkHeaderBytes)
  head.write(name, 'latin1')
  head.writeUInt32LE(data.length, 4)
  return Buffer.concat([head, data])
}

function extendedHeader(): Buffer {
  const data = Buffer.alloc(10)
  data[0] = xmpFlag
  data.writeUIntLE(width - 1, 4, 3)
  data.writeUIntLE(height - 1, 7, 3)
  return chunk('VP8X', data)
}

/** A picture of exactly `size` bytes, padded in its metadata. The container requires an even number. */
export function webpFile(scene: WebpScene, size: number, label: string): Bytes {
  return bytesOnDemand(size, () => {
    const picture = decodeMedia(scenes[scene]).subarray(riffHeaderBytes)
    const header = extendedHeader()
    const paddingLength = size - riffHeaderBytes - header.length - picture.length - chunkHeaderBytes
    const padding = chunk('XMP ', paddingBytes(label, paddingLength))
    const body = Buffer.concat([Buffer.from('WEBP'), header, picture, padding])
    return chunk('RIFF', body)
  })
}
