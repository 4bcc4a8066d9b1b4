import type { Clock } from '../core/ports'
import { TrustedTime } from '../core/trusted-time/trusted-time'
import { FakeRandom, MemoryFiles } from './memory-ports'

/** Trusted time that starts with the test, or continues from `files`. */
export function memoryTrustedTime(clock: Clock, files = new MemoryFiles()): TrustedTime {
  return new TrustedTime({ files, clock, random: new FakeRandom() })
}
