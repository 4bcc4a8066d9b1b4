import { bytesMadeOnDemand, bytesRepeated, type Bytes } from '../../store/bytes'

const rate = 16_000
const headBytes = 44

/** 16 bits, one channel. */
function header(dataBytes: number): Buffer {
  const head = Buffer.alloc(headBytes)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(headBytes - 8 + dataBytes, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(dataBytes, 40)
  return head
}

/** A tone with its octave, in swells of half a second. */
function tone(samples: number, hertz: number): Buffer {
  const data = Buffer.alloc(samples * 2)
  for (let index = 0; index < samples; index += 1) {
    const turn = (2 * Math.PI * hertz * index) / rate
    const swell = Math.sin((Math.PI * (index % (rate / 2))) / (rate / 2))
    data.writeInt16LE(
      Math.round((Math.sin(turn) * 0.7 + Math.sin(turn * 2) * 0.3) * swell * 12_000),
      index * 2,
    )
  }
  return data
}

export function wavFile(seconds: number, hertz: number): Bytes {
  const samples = Math.round(seconds * rate)
  const size = headBytes + samples * 2
  return bytesMadeOnDemand(size, () => Buffer.concat([header(samples * 2), tone(samples, hertz)]))
}

/** One second over and over, streamed: any size without any memory. */
export function longWavFile(size: number, hertz: number): Bytes {
  return bytesRepeated(header(size - headBytes), tone(rate, hertz), size)
}
