import { bytesMadeOnDemand, type Bytes } from '../../store/bytes'
import { coastAtDawnJpeg } from '../media/coast-at-dawn-jpeg'
import { dunesJpeg } from '../media/dunes-jpeg'
import { fruitAndBowlJpeg } from '../media/fruit-and-bowl-jpeg'
import { greenHillsJpeg } from '../media/green-hills-jpeg'
import { harbourAtNightJpeg } from '../media/harbour-at-night-jpeg'
import { kettleOnTableJpeg } from '../media/kettle-on-table-jpeg'
import { lakeInAutumnJpeg } from '../media/lake-in-autumn-jpeg'
import { toasterStudioJpeg } from '../media/toaster-studio-jpeg'
import { decodeMedia, filling } from './filling'

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

const startBytes = 2
/** Marker and length; a comment has at least these. */
const commentHead = 4
const longestComment = 65_537

function comments(label: string, size: number): Buffer[] {
  const parts: Buffer[] = []
  for (let left = size; left > 0;) {
    let take = Math.min(left, longestComment)
    if (left - take > 0 && left - take < commentHead) take -= commentHead
    const head = Buffer.from([0xff, 0xfe, 0, 0])
    head.writeUInt16BE(take - 2, 2)
    parts.push(head, filling(label, take - commentHead))
    left -= take
  }
  return parts
}

/** A photograph of exactly `size` bytes; the label makes its bytes its own. */
export function jpegFile(scene: JpegScene, size: number, label: string): Bytes {
  return bytesMadeOnDemand(size, () => {
    const picture = decodeMedia(scenes[scene])
    return Buffer.concat([
      picture.subarray(0, startBytes),
      ...comments(label, size - picture.length),
      picture.subarray(startBytes),
    ])
  })
}
