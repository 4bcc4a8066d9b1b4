import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { MemoryDisk, MemoryLogFiles } from '../../testing/memory-storage'
import { openAppendLog, ReadOnlyLogError, type AppendLog } from './append-log'

interface Note {
  readonly n: number
  readonly text: string
}

const schema = z.strictObject({ n: z.number(), text: z.string() })
const note = (n: number): Note => ({ n, text: `note ${String(n)} «ü🦊\ud800»\n${'x'.repeat(n % 40)}` })
const notes = (count: number): Note[] => Array.from({ length: count }, (_, n) => note(n))

function open(files: MemoryLogFiles, version = 1): Promise<AppendLog<Note>> {
  return openAppendLog({ files, fileName: 'notes.log', kind: 'notes', version, schema })
}

/** A log of so many notes, and its bytes. */
async function written(count: number): Promise<{ files: MemoryLogFiles; bytes: Uint8Array }> {
  const files = new MemoryLogFiles()
  const log = await open(files)
  for (const entry of notes(count)) await log.append(entry)
  return { files, bytes: await bytesOf(files) }
}

async function bytesOf(files: MemoryLogFiles): Promise<Uint8Array> {
  return (await files.read('notes.log')) ?? new Uint8Array()
}

function filesOf(bytes: Uint8Array): MemoryLogFiles {
  return new MemoryLogFiles(new MemoryDisk(new Map([['folder/notes.log', bytes]])))
}

describe('an append-only log', () => {
  it('gives back what was appended, in the order in which it was asked for', async () => {
    const files = new MemoryLogFiles()
    const log = await open(files)
    await Promise.all(notes(50).map((entry) => log.append(entry)))
    expect(log.entries).toEqual(notes(50))
    expect((await open(files)).entries).toEqual(notes(50))
  })

  it('appends many with one write', async () => {
    const files = new MemoryLogFiles()
    let appends = 0
    files.disk.fault = (operation) => {
      if (operation === 'append') appends += 1
      return null
    }
    await (await open(files)).append(...notes(200))
    expect(appends).toBe(1)
    expect((await open(files)).entries).toHaveLength(200)
  })

  it('holds what was there when it was opened, and nothing more where nobody asks for it', async () => {
    const { files } = await written(3)
    const options = { files, fileName: 'notes.log', kind: 'notes', version: 1, schema }
    const log = await openAppendLog({ ...options, shouldDiscardAppended: true })
    await log.append(...notes(20))
    expect(log.entries).toHaveLength(3)
    expect((await open(files)).entries).toHaveLength(23)
  })

  it('writes nothing before the first entry', async () => {
    const files = new MemoryLogFiles()
    await (await open(files)).append()
    expect(await files.list()).toEqual([])
  })

  it('survives a cut at every byte: whole lines stay, and it goes on after them', async () => {
    const { bytes } = await written(45)
    expect(bytes.length).toBeGreaterThan(3_000)
    const ends = [...bytes.keys()].filter((at) => bytes[at] === 0x0a)
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const files = filesOf(bytes.slice(0, cut))
      const log = await open(files)
      const whole = Math.max(0, ends.filter((end) => end < cut).length - 1)
      expect({ cut, isReadOnly: log.isReadOnly }).toEqual({ cut, isReadOnly: false })
      expect(log.entries).toEqual(notes(whole))
      await log.append(note(99))
      expect((await open(files)).entries).toEqual([...notes(whole), note(99)])
    }
  })

  it('is read-only, and left as it is, with any byte before its last line changed', async () => {
    const { bytes } = await written(8)
    const lastLine = bytes.lastIndexOf(0x0a, bytes.length - 2)
    for (let at = 0; at < lastLine; at += 1) {
      const damaged = bytes.slice()
      damaged[at] = (damaged[at] ?? 0) ^ 1
      const files = filesOf(damaged)
      const log = await open(files)
      expect({ at, isReadOnly: log.isReadOnly }).toEqual({ at, isReadOnly: true })
      await expect(log.append(note(99))).rejects.toThrow(ReadOnlyLogError)
      expect(await bytesOf(files)).toEqual(damaged)
    }
  })

  it('shows the entries that stand before the damage', async () => {
    const { bytes } = await written(8)
    const damaged = bytes.slice()
    damaged[bytes.length >> 1] = 0
    const log = await open(filesOf(damaged))
    expect(log.entries.length).toBeGreaterThan(0)
    expect(log.entries).toEqual(notes(log.entries.length))
  })

  it('that lost entries which are known to have been written is read-only, and left as it is', async () => {
    const { bytes } = await written(4)
    const options = { fileName: 'notes.log', kind: 'notes', version: 1, schema, minEntries: 4 }
    const whole = await openAppendLog({ ...options, files: filesOf(bytes) })
    expect([whole.isReadOnly, whole.hasUnreadable]).toEqual([false, false])
    for (const [cut, hasUnreadable] of [
      [bytes.length - 1, true],
      [bytes.lastIndexOf(0x0a, bytes.length - 2) + 1, false],
      [0, false],
    ] as const) {
      const files = filesOf(bytes.slice(0, cut))
      const log = await openAppendLog({ ...options, files })
      expect([log.isReadOnly, log.hasUnreadable, log.entries.length]).toEqual([
        true,
        hasUnreadable,
        cut === 0 ? 0 : 3,
      ])
      expect(await bytesOf(files)).toEqual(bytes.slice(0, cut))
    }
  })

  it.each([
    ['a newer version', 2, 'notes'],
    ['another kind', 1, 'other'],
  ])('of %s is read-only and unchanged', async (_, version, kind) => {
    const files = new MemoryLogFiles()
    await (await openAppendLog({ files, fileName: 'notes.log', kind, version, schema })).append(note(1))
    const before = await bytesOf(files)
    const log = await open(files)
    expect(log.isReadOnly).toBe(true)
    expect(log.entries).toEqual([])
    await expect(log.append(note(2))).rejects.toThrow(ReadOnlyLogError)
    expect(await bytesOf(files)).toEqual(before)
  })

  it('with an entry of an unknown shape is read-only from there', async () => {
    const files = new MemoryLogFiles()
    const strange = z.strictObject({ n: z.number() })
    await (await open(files)).append(note(0))
    const options = { files, fileName: 'notes.log', kind: 'notes', version: 1 }
    await openAppendLog({ ...options, schema: z.union([strange, schema]) }).then((log) =>
      log.append({ n: 7 }),
    )
    const log = await open(files)
    expect([log.isReadOnly, log.entries]).toEqual([true, [note(0)]])
  })

  it('holds nothing of an append that the disk had no room for, and goes on when there is room again', async () => {
    const { files, bytes } = await written(3)
    for (let space = 0; space < 60; space += 1) {
      const full = filesOf(bytes)
      const log = await open(full)
      full.disk.capacity = bytes.length + space
      await expect(log.append(note(50), note(51))).rejects.toThrow('ENOSPC')
      expect(log.entries).toEqual(notes(3))
      full.disk.capacity = Number.POSITIVE_INFINITY
      await log.append(note(60))
      const reopened = await open(full)
      expect([reopened.isReadOnly, reopened.entries]).toEqual([false, [...notes(3), note(60)]])
    }
    expect(await bytesOf(files)).toEqual(bytes)
  })

  it('begins anew where not even its first line fitted', async () => {
    const files = new MemoryLogFiles()
    const log = await open(files)
    files.disk.capacity = 7
    await expect(log.append(note(1))).rejects.toThrow('ENOSPC')
    files.disk.capacity = 10_000
    await log.append(note(2))
    expect((await open(files)).entries).toEqual([note(2)])
  })

  it('goes on after a write that failed', async () => {
    const files = new MemoryLogFiles()
    const log = await open(files)
    files.disk.fault = (operation) => (operation === 'append' ? 'EIO' : null)
    await expect(log.append(note(1))).rejects.toThrow('EIO')
    files.disk.fault = () => null
    await log.append(note(2))
    expect((await open(files)).entries).toEqual([note(2)])
  })

  it('keeps what was answered, and at most a whole line more, when the process dies in an append', async () => {
    for (let keep = 0; keep < 80; keep += 1) {
      const { files } = await written(2)
      const log = await open(files)
      let after: MemoryDisk | null = null
      files.disk.fault = () => null
      void log.append(note(2))
      // Three moments later the bytes are under way.
      for (let moment = 0; moment < 3; moment += 1) await Promise.resolve()
      after = files.disk.crash((_, pending) => Math.min(keep, pending.length))
      const reopened = await open(new MemoryLogFiles(after))
      expect(reopened.isReadOnly).toBe(false)
      expect(notes(3)).toEqual(expect.arrayContaining([...reopened.entries]))
      expect(reopened.entries.length).toBeGreaterThanOrEqual(2)
    }
  })
})
