import { bytesOnDemand, bytesRepeated, type Bytes } from '../../store/bytes'

const sampleRate = 16_000
const headerBytes = 44

/** The header of a WAV file with 16 bits and one channel. */
function header(dataBytes: number): Buffer {
  const bytes = Buffer.alloc(headerBytes)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(headerBytes - 8 + dataBytes, 4)
  bytes.write('WAVEfmt ', 8, 'latin1')
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(sampleRate, 24)
  bytes.writeUInt32LE(sampleRate * 2, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36, 'latin1')
  bytes.writeUInt32LE(dataBytes, 40)
  return bytes
}

/** A tone with its octave, which swells every half second. */
function tone(samples: number, hertz: number): Buffer {
  const data = Buffer.alloc(samples * 2)
  for (let index = 0; index < samples; index += 1) {
    const phase = (2 * Math.PI * hertz * index) / sampleRate
    const swell = Math.sin((Math.PI * (index % (sampleRate / 2))) / (sampleRate / 2))
    data.writeInt16LE(
      Math.round((Math.sin(phase) * 0.7 + Math.sin(phase * 2) * 0.3) * swell * 12_000),
      index * 2,
    )
  }
  return data
}

export function wavFile(seconds: number, hertz: number): Bytes {
  const samples = Math.round(seconds * sampleRate)
  const size = headerBytes + samples * 2
  return bytesOnDemand(size, () => Buffer.concat([header(samples * 2), tone(samples, hertz)]))
}

/** A repeated second of a tone, streamed so that a file of any size needs no memory. */
export function longWavFile(size: number, hertz: number): Bytes {
  return bytesRepeated(header(size - headerBytes), tone(sampleRate, hertz), size)
}
