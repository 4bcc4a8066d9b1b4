import { HeaderBytes } from './header-bytes'
import { colorTableBytes, type PictureType } from './picture-header'
import { walkFile, type ReadableFile, type FileWalk } from './walk-file'

/** Maximum steps through one file. A file that needs more was crafted, and counts as too many frames. */
const maxSteps = 2_000_000

/**
 * Counts the frames of a picture, 1 for a still one; stops counting above `limit`. Counts the frames that are really in
 * the file, because a header may lie. Rejects with disk errors.
 */
export async function countFrames(file: ReadableFile, type: PictureType, limit: number): Promise<number> {
  const walk = walks[type]
  return walk === undefined ? 1 : Math.max(1, await walkFile(file, limitSteps(walk(limit), limit)))
}

const walks: Readonly<Partial<Record<PictureType, (limit: number) => FileWalk<number>>>> = {
  'image/gif': walkGif,
  'image/png': walkPng,
  'image/webp': walkWebp,
  'image/avif': walkAvif,
}

function* limitSteps(walk: FileWalk<number>, limit: number): FileWalk<number> {
  let step = walk.next()
  for (let steps = 0; step.done !== true; steps += 1) {
    if (steps > maxSteps) return limit + 1
    step = walk.next(yield step.value)
  }
  return step.value
}

/** Source: GIF89a specification, appendix A. */
function* walkGif(limit: number): FileWalk<number> {
  const [flags = 0] = yield { at: 10, length: 1 }
  let at = 13 + colorTableBytes(flags)
  let frames = 0
  while (frames <= limit) {
    const block = yield { at, length: 10 }
    if (block[0] === 0x2c) {
      frames += 1
      at += 11 + colorTableBytes(block[9] ?? 0)
    } else if (block[0] === 0x21) at += 2
    else break
    for (let length = 1; length > 0; at += 1 + length) [length = 0] = yield { at, length: 1 }
  }
  return frames
}

/** An animated PNG has one `fcTL` per frame and announces their number in `acTL`. */
function* walkPng(limit: number): FileWalk<number> {
  let [announced, frames] = [1, 0]
  for (let at = 8; Math.max(announced, frames) <= limit;) {
    const header = new HeaderBytes(yield { at, length: 12 })
    if (header.length < 12) break
    const name = header.readTag(4)
    if (name === 'acTL') announced = header.uint32(8, 'big')
    if (name === 'fcTL') frames += 1
    if (name === 'IEND') break
    at += 12 + header.uint32(0, 'big')
  }
  return Math.max(announced, frames)
}

/** Each frame is an `ANMF` chunk; chunks are padded to an even length. */
function* walkWebp(limit: number): FileWalk<number> {
  let frames = 0
  for (let at = 12; frames <= limit;) {
    const header = new HeaderBytes(yield { at, length: 8 })
    if (header.length < 8) break
    if (header.readTag(0) === 'ANMF') frames += 1
    const length = header.uint32(4, 'little')
    at += 8 + length + (length % 2)
  }
  return frames
}

const containers: readonly string[] = ['moov', 'trak', 'mdia', 'minf', 'stbl']

/** In an image sequence the frames are the samples of a track; `stsz` contains their number. */
function* walkAvif(limit: number): FileWalk<number> {
  let frames = 1
  for (let at = 0; frames <= limit;) {
    const box = new HeaderBytes(yield { at, length: 20 })
    if (box.length < 16) break
    const size = box.uint32(0, 'big')
    const name = box.readTag(4)
    if (name === 'stsz' && box.length >= 20) frames = Math.max(frames, box.uint32(16, 'big'))
    if (containers.includes(name)) {
      at += 8
      continue
    }
    const length = size === 1 ? box.uint32(8, 'big') * 2 ** 32 + box.uint32(12, 'big') : size
    // 0 extends to the end of the file; a box is never shorter than its header.
    if (length < 8) break
    at += length
  }
  return frames
}
