import { bytesOnDemand, type Bytes } from '../../store/bytes'
import { coastAtDawnJpeg } from '../media/coast-at-dawn-jpeg'
import { dunesJpeg } from '../media/dunes-jpeg'
import { fruitAndBowlJpeg } from '../media/fruit-and-bowl-jpeg'
import { greenHillsJpeg } from '../media/green-hills-jpeg'
import { harbourAtNightJpeg } from '../media/harbour-at-night-jpeg'
import { kettleOnTableJpeg } from '../media/kettle-on-table-jpeg'
import { lakeInAutumnJpeg } from '../media/lake-in-autumn-jpeg'
import { toasterStudioJpeg } from '../media/toaster-studio-jpeg'
import { decodeMedia, paddingBytes } from './filling'

const scenes = {
  coast: coastAtDawnJpeg,
  dunes: dunesJpeg,
  fruit: fruitAndBowlJpeg,
  hills: greenHillsJpeg,
  harbour: harbourAtNightJpeg,
  kettle: kettleOnTableJpeg,
  lake: lakeInAutumnJpeg,
  toaster: toasterStudioJpeg,
}

export type JpegScene = keyof typeof scenes
export const jpegScenes = Object.keys(scenes) as JpegScene[]

const startMarkerBytes = 2
/** Marker and length, which even an empty comment has. */
const commentHeaderBytes = 4
const maxCommentBytes = 65_537

function comments(label: string, size: number): Buffer[] {
  const parts: Buffer[] = []
  for (let remaining = size; remaining > 0;) {
    let commentBytes = Math.min(remaining, maxCommentBytes)
    const rest = remaining - commentBytes
    if (rest > 0 && rest < commentHeaderBytes) commentBytes -= commentHeaderBytes
    const header = Buffer.from([0xff, 0xfe, 0, 0])
    header.writeUInt16BE(commentBytes - 2, 2)
    parts.push(header, paddingBytes(label, commentBytes - commentHeaderBytes))
    remaining -= commentBytes
  }
  return parts
}

/** A photograph of exactly `size` bytes, padded with comments that contain the label. */
export function jpegFile(scene: JpegScene, size: number, label: string): Bytes {
  return bytesOnDemand(size, () => {
    const picture = decodeMedia(scenes[scene])
    return Buffer.concat([
      picture.subarray(0, startMarkerBytes),
      ...comments(label, size - picture.length),
      picture.subarray(startMarkerBytes),
    ])
  })
}
