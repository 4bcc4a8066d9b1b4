import { bytesMadeOnDemand, type Bytes } from '../../store/bytes'
import { coastPanMp4 } from '../media/coast-pan-mp4'
import { hillsPanWebm } from '../media/hills-pan-webm'
import { decodeMedia, filling } from './filling'

const boxHead = 8

/** Filled up in a `free` box at the end. */
export function mp4File(size: number, label: string): Bytes {
  return bytesMadeOnDemand(size, () => {
    const film = decodeMedia(coastPanMp4)
    const head = Buffer.alloc(boxHead)
    head.writeUInt32BE(size - film.length)
    head.write('free', 4, 'latin1')
    return Buffer.concat([film, head, filling(label, size - film.length - boxHead)])
  })
}

const segmentId = Buffer.from('18538067', 'hex')
const voidHead = 9

/** An EBML length of eight bytes: 01, then seven of the number. */
function writeLength(target: Buffer, length: number, at: number): void {
  target.writeUInt16BE(0x0100, at)
  target.writeUIntBE(length, at + 2, 6)
}

/** Filled up in a Void element (EC) at the end of the segment, which grows by it. */
export function webmFile(size: number, label: string): Bytes {
  return bytesMadeOnDemand(size, () => {
    const film = decodeMedia(hillsPanWebm)
    const left = size - film.length - voidHead
    const head = Buffer.alloc(voidHead, 0xec)
    writeLength(head, left, 1)
    const lengthAt = film.indexOf(segmentId) + segmentId.length
    writeLength(film, film.readUIntBE(lengthAt + 2, 6) + voidHead + left, lengthAt)
    return Buffer.concat([film, head, filling(label, left)])
  })
}
