import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { FakeClock, MemoryFiles } from '../../testing/memory-ports'
import { memoryTrustedTime } from '../../testing/memory-trusted-time'

const hourMs = 60 * 60 * 1_000
const golden = path.join(import.meta.dirname, 'golden/v1/trusted-time.json')

class FullFiles extends MemoryFiles {
  override write(): Promise<void> {
    return Promise.reject(new Error('ENOSPC'))
  }
}

describe('the file of trusted time', () => {
  it('is read with every field if version 1 wrote it, and counting continues', async () => {
    const files = new MemoryFiles()
    files.files.set('trusted-time.json', await readFile(golden))
    const clock = new FakeClock(1_772_604_360_000)
    const time = memoryTrustedTime(clock, files)
    expect(await time.observe()).toBe(true)
    expect(time.stamp()).toEqual({ clock: 'e86579b771546dc74a3a66a11009f151', at: 90_000_000 })
    clock.advance(23 * hourMs)
    await time.observe()
    expect(time.stamp().at).toBe(90_000_000 + 24 * hourMs)
    expect(time.hasJumped).toBe(false)
  })

  it('carries the count to the next start', async () => {
    const [files, clock] = [new MemoryFiles(), new FakeClock()]
    const first = memoryTrustedTime(clock, files)
    await first.observe()
    const stamp = first.stamp()
    clock.advance(5 * hourMs)
    expect(first.since(stamp)).toBe(5 * hourMs)
    await first.observe()
    const second = memoryTrustedTime(clock, files)
    await second.observe()
    expect(second.isKnown(stamp)).toBe(true)
    expect(second.since(stamp)).toBe(5 * hourMs)
  })

  it('counts until the app quits if it cannot be written, and reports that', async () => {
    const [files, clock] = [new FullFiles(), new FakeClock()]
    const first = memoryTrustedTime(clock, files)
    expect(await first.observe()).toBe(false)
    const stamp = first.stamp()
    clock.advance(hourMs)
    expect(first.since(stamp)).toBe(hourMs)
    const second = memoryTrustedTime(clock, files)
    await second.observe()
    expect([second.isKnown(stamp), second.since(stamp)]).toEqual([false, 0])
  })

  it('never makes anything older after it was restored from a backup', async () => {
    const [files, clock] = [new MemoryFiles(), new FakeClock()]
    const first = memoryTrustedTime(clock, files)
    await first.observe()
    const backup = files.files.get('trusted-time.json') ?? new Uint8Array()
    clock.advance(50 * hourMs)
    const stamp = first.stamp()
    files.files.set('trusted-time.json', backup)
    const second = memoryTrustedTime(clock, files)
    await second.observe()
    expect(second.since(stamp)).toBe(0)
  })
})
