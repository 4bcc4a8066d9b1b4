import { HeaderBytes } from './header-bytes'
import { colorTableBytes, type PictureType } from './picture-header'
import { walkFile, type ReadableFile, type Walk } from './walk-file'

/** Steps through one file: what takes more was made to keep us busy, and counts as too many frames. */
const mostSteps = 2_000_000

/**
 * Frames of a picture, 1 for a still one; not counted any further when there are more than `most`. By the marks of the
 * file itself: what a header announces may be a lie. Rejects with the disk's error.
 */
export async function countFrames(file: ReadableFile, type: PictureType, most: number): Promise<number> {
  const walk = walks[type]
  return walk === undefined ? 1 : Math.max(1, await walkFile(file, ending(walk(most), most)))
}

const walks: Readonly<Partial<Record<PictureType, (most: number) => Walk<number>>>> = {
  'image/gif': walkGif,
  'image/png': walkPng,
  'image/webp': walkWebp,
  'image/avif': walkAvif,
}

function* ending(walk: Walk<number>, most: number): Walk<number> {
  let step = walk.next()
  for (let steps = 0; step.done !== true; steps += 1) {
    if (steps > mostSteps) return most + 1
    step = walk.next(yield step.value)
  }
  return step.value
}

/** Source: GIF89a specification, appendix A. */
function* walkGif(most: number): Walk<number> {
  const [flags = 0] = yield { at: 10, length: 1 }
  let at = 13 + colorTableBytes(flags)
  let frames = 0
  while (frames <= most) {
    const mark = yield { at, length: 10 }
    if (mark[0] === 0x2c) {
      frames += 1
      at += 11 + colorTableBytes(mark[9] ?? 0)
    } else if (mark[0] === 0x21) at += 2
    else break
    for (let length = 1; length > 0; at += 1 + length) [length = 0] = yield { at, length: 1 }
  }
  return frames
}

/** An animated PNG has one `fcTL` for each frame, and says in `acTL` how many there will be. */
function* walkPng(most: number): Walk<number> {
  let [announced, frames] = [1, 0]
  for (let at = 8; Math.max(announced, frames) <= most;) {
    const head = new HeaderBytes(yield { at, length: 12 })
    if (head.length < 12) break
    const name = head.name(4)
    if (name === 'acTL') announced = head.uint32(8, 'big')
    if (name === 'fcTL') frames += 1
    if (name === 'IEND') break
    at += 12 + head.uint32(0, 'big')
  }
  return Math.max(announced, frames)
}

/** Chunks of even length; each frame is an `ANMF`. */
function* walkWebp(most: number): Walk<number> {
  let frames = 0
  for (let at = 12; frames <= most;) {
    const head = new HeaderBytes(yield { at, length: 8 })
    if (head.length < 8) break
    if (head.name(0) === 'ANMF') frames += 1
    const length = head.uint32(4, 'little')
    at += 8 + length + (length % 2)
  }
  return frames
}

const containers: readonly string[] = ['moov', 'trak', 'mdia', 'minf', 'stbl']

/** A sequence has its frames as the samples of a track: `stsz` tells how many. */
function* walkAvif(most: number): Walk<number> {
  let frames = 1
  for (let at = 0; frames <= most;) {
    const box = new HeaderBytes(yield { at, length: 20 })
    if (box.length < 16) break
    const size = box.uint32(0, 'big')
    const name = box.name(4)
    if (name === 'stsz' && box.length >= 20) frames = Math.max(frames, box.uint32(16, 'big'))
    if (containers.includes(name)) {
      at += 8
      continue
    }
    const length = size === 1 ? box.uint32(8, 'big') * 2 ** 32 + box.uint32(12, 'big') : size
    // 0 reaches to the end of the file; less than a head is no box.
    if (length < 8) break
    at += length
  }
  return frames
}
