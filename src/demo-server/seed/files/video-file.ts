import { bytesOnDemand, type Bytes } from '../../store/bytes'
import { coastPanMp4 } from '../media/coast-pan-mp4'
import { hillsPanWebm } from '../media/hills-pan-webm'
import { decodeMedia, paddingBytes } from './filling'

const boxHeaderBytes = 8

/** A film of exactly `size` bytes, padded with a `free` box at the end. */
export function mp4File(size: number, label: string): Bytes {
  return bytesOnDemand(size, () => {
    const film = decodeMedia(coastPanMp4)
    const header = Buffer.alloc(boxHeaderBytes)
    header.writeUInt32BE(size - film.length)
    header.write('free', 4, 'latin1')
    return Buffer.concat([film, header, paddingBytes(label, size - film.length - boxHeaderBytes)])
  })
}

const segmentId = Buffer.from('18538067', 'hex')
const voidHeaderBytes = 9

/** An EBML length of eight bytes: 01, followed by the number in seven bytes. */
function writeLength(target: Buffer, length: number, offset: number): void {
  target.writeUInt16BE(0x0100, offset)
  target.writeUIntBE(length, offset + 2, 6)
}

/** A film of exactly `size` bytes, padded with a Void element (EC) at the end of the segment, whose length includes it. */
export function webmFile(size: number, label: string): Bytes {
  return bytesOnDemand(size, () => {
    const film = decodeMedia(hillsPanWebm)
    const paddingLength = size - film.length - voidHeaderBytes
    const header = Buffer.alloc(voidHeaderBytes, 0xec)
    writeLength(header, paddingLength, 1)
    const lengthOffset = film.indexOf(segmentId) + segmentId.length
    const segmentLength = film.readUIntBE(lengthOffset + 2, 6)
    writeLength(film, segmentLength + voidHeaderBytes + paddingLength, lengthOffset)
    return Buffer.concat([film, header, paddingBytes(label, paddingLength)])
  })
}
