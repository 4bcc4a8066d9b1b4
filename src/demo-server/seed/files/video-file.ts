import { bytesMadeOnDemand, type Bytes } from '../../store/bytes'
import { coastPanMp4 } from '../media/coast-pan-mp4'
import { hillsPanWebm } from '../media/hills-pan-webm'
import { decodeMedia, filling } from './filling'

const BOX_HEAD = 8

/** Filled up in a `free` box at the end. */
export function mp4File(size: number, label: string): Bytes {
  return bytesMadeOnDemand(size, () => {
    const film = decodeMedia(coastPanMp4)
    const head = Buffer.alloc(BOX_HEAD)
    head.writeUInt32BE(size - film.length)
    head.write('free', 4, 'latin1')
    return Buffer.concat([film, head, filling(label, size - film.length - BOX_HEAD)])
  })
}

const VOID_HEAD = 9

/** Filled up in a Void element (EC, then an eight-byte length) at the end. */
export function webmFile(size: number, label: string): Bytes {
  return bytesMadeOnDemand(size, () => {
    const film = decodeMedia(hillsPanWebm)
    const left = size - film.length - VOID_HEAD
    const head = Buffer.alloc(VOID_HEAD)
    head[0] = 0xec
    head[1] = 0x01
    head.writeUIntBE(left, 3, 6)
    return Buffer.concat([film, head, filling(label, left)])
  })
}
