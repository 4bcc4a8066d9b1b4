import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { MemoryDisk, MemoryLogFiles } from '../../testing/memory-storage'
import { openAppendLog, readAppendLog, ReadOnlyLogError, type AppendLog } from './append-log'

interface Note {
  readonly n: number
  readonly text: string
}

const schema = z.strictObject({ n: z.number(), text: z.string() })
const note = (n: number): Note => ({ n, text: `note ${String(n)} «ü🦊\ud800»\n${'x'.repeat(n % 40)}` })
const notes = (count: number): Note[] => Array.from({ length: count }, (_, n) => note(n))

function openLog(files: MemoryLogFiles, version = 1): Promise<AppendLog<Note>> {
  return openAppendLog({ files, fileName: 'notes.log', kind: 'notes', version, schema })
}

/** Writes a log of `count` notes. */
async function writeNotes(count: number): Promise<{ files: MemoryLogFiles; bytes: Uint8Array }> {
  const files = new MemoryLogFiles()
  const log = await openLog(files)
  for (const entry of notes(count)) await log.append(entry)
  return { files, bytes: await bytesOf(files) }
}

async function bytesOf(files: MemoryLogFiles): Promise<Uint8Array> {
  return (await files.read('notes.log')) ?? new Uint8Array()
}

function filesWith(bytes: Uint8Array): MemoryLogFiles {
  return new MemoryLogFiles(new MemoryDisk(new Map([['folder/notes.log', bytes]])))
}

describe('an append-only log', () => {
  it('returns what was appended, in the order of the calls', async () => {
    const files = new MemoryLogFiles()
    const log = await openLog(files)
    await Promise.all(notes(50).map((entry) => log.append(entry)))
    expect(log.entries).toEqual(notes(50))
    expect((await openLog(files)).entries).toEqual(notes(50))
  })

  it('appends many entries with one write', async () => {
    const files = new MemoryLogFiles()
    let appends = 0
    files.disk.fault = (operation) => {
      if (operation === 'append') appends += 1
      return null
    }
    await (await openLog(files)).append(...notes(200))
    expect(appends).toBe(1)
    expect((await openLog(files)).entries).toHaveLength(200)
  })

  it('keeps appended entries out of memory on request', async () => {
    const { files } = await writeNotes(3)
    const options = { files, fileName: 'notes.log', kind: 'notes', version: 1, schema }
    const log = await openAppendLog({ ...options, shouldDiscardAppended: true })
    await log.append(...notes(20))
    expect(log.entries).toHaveLength(3)
    expect((await openLog(files)).entries).toHaveLength(23)
  })

  it('writes nothing before the first entry', async () => {
    const files = new MemoryLogFiles()
    await (await openLog(files)).append()
    expect(await files.list()).toEqual([])
  })

  it('survives truncation at every byte: complete lines stay, and appending continues after them', async () => {
    const { bytes } = await writeNotes(45)
    expect(bytes.length).toBeGreaterThan(3_000)
    const lineEnds = [...bytes.keys()].filter((index) => bytes[index] === 0x0a)
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const files = filesWith(bytes.slice(0, cut))
      const log = await openLog(files)
      const completeEntries = Math.max(0, lineEnds.filter((end) => end < cut).length - 1)
      expect({ cut, isReadOnly: log.isReadOnly }).toEqual({ cut, isReadOnly: false })
      expect(log.entries).toEqual(notes(completeEntries))
      await log.append(note(99))
      expect((await openLog(files)).entries).toEqual([...notes(completeEntries), note(99)])
    }
  })

  it('is read-only and left unchanged if any byte before its last line is damaged', async () => {
    const { bytes } = await writeNotes(8)
    const lastLine = bytes.lastIndexOf(0x0a, bytes.length - 2)
    for (let index = 0; index < lastLine; index += 1) {
      const damaged = bytes.slice()
      damaged[index] = (damaged[index] ?? 0) ^ 1
      const files = filesWith(damaged)
      const log = await openLog(files)
      expect({ index, isReadOnly: log.isReadOnly }).toEqual({ index, isReadOnly: true })
      await expect(log.append(note(99))).rejects.toThrow(ReadOnlyLogError)
      expect(await bytesOf(files)).toEqual(damaged)
    }
  })

  it.each<[string, string]>([
    ['one line of another form', '{"settings":true}'],
    ['a database', 'SQLite format 3\0\x10\0'],
    ['a header of another kind', '00000000 {"kind":"transf'],
  ])('is read-only and left unchanged if it is %s without a line feed', async (_, text) => {
    const bytes = new TextEncoder().encode(text)
    const files = filesWith(bytes)
    expect((await openLog(files)).isReadOnly).toBe(true)
    expect(await bytesOf(files)).toEqual(bytes)
  })

  it('starts over if it has only zeros, as after a power cut', async () => {
    const files = filesWith(new Uint8Array(500))
    const log = await openLog(files)
    await log.append(note(1))
    expect((await openLog(files)).entries).toEqual([note(1)])
  })

  it('shows the entries before the damage', async () => {
    const { bytes } = await writeNotes(8)
    const damaged = bytes.slice()
    damaged[bytes.length >> 1] = 0
    const log = await openLog(filesWith(damaged))
    expect(log.entries.length).toBeGreaterThan(0)
    expect(log.entries).toEqual(notes(log.entries.length))
  })

  it('is read-only and left unchanged if it lacks entries that are known to have been written', async () => {
    const { bytes } = await writeNotes(4)
    const options = { fileName: 'notes.log', kind: 'notes', version: 1, schema, minEntries: 4 }
    const complete = await openAppendLog({ ...options, files: filesWith(bytes) })
    expect([complete.isReadOnly, complete.hasUnreadable]).toEqual([false, false])
    for (const [cut, hasUnreadable] of [
      [bytes.length - 1, true],
      [bytes.lastIndexOf(0x0a, bytes.length - 2) + 1, false],
      [0, false],
    ] as const) {
      const files = filesWith(bytes.slice(0, cut))
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
  ])('is read-only and left unchanged if it has %s', async (_, version, kind) => {
    const files = new MemoryLogFiles()
    await (await openAppendLog({ files, fileName: 'notes.log', kind, version, schema })).append(note(1))
    const before = await bytesOf(files)
    const log = await openLog(files)
    expect(log.isReadOnly).toBe(true)
    expect(log.entries).toEqual([])
    await expect(log.append(note(2))).rejects.toThrow(ReadOnlyLogError)
    expect(await bytesOf(files)).toEqual(before)
  })

  it('is read-only after an entry of an unknown shape', async () => {
    const files = new MemoryLogFiles()
    const otherSchema = z.strictObject({ n: z.number() })
    await (await openLog(files)).append(note(0))
    const options = { files, fileName: 'notes.log', kind: 'notes', version: 1 }
    await openAppendLog({ ...options, schema: z.union([otherSchema, schema]) }).then((log) =>
      log.append({ n: 7 }),
    )
    const log = await openLog(files)
    expect([log.isReadOnly, log.entries]).toEqual([true, [note(0)]])
  })

  it('contains nothing of an append that did not fit on the disk, and continues once there is space', async () => {
    const { files, bytes } = await writeNotes(3)
    for (let space = 0; space < 60; space += 1) {
      const full = filesWith(bytes)
      const log = await openLog(full)
      full.disk.capacity = bytes.length + space
      await expect(log.append(note(50), note(51))).rejects.toThrow('ENOSPC')
      expect(log.entries).toEqual(notes(3))
      full.disk.capacity = Number.POSITIVE_INFINITY
      await log.append(note(60))
      const reopened = await openLog(full)
      expect([reopened.isReadOnly, reopened.entries]).toEqual([false, [...notes(3), note(60)]])
    }
    expect(await bytesOf(files)).toEqual(bytes)
  })

  it('starts over if not even its first line fitted', async () => {
    const files = new MemoryLogFiles()
    const log = await openLog(files)
    files.disk.capacity = 7
    await expect(log.append(note(1))).rejects.toThrow('ENOSPC')
    files.disk.capacity = 10_000
    await log.append(note(2))
    expect((await openLog(files)).entries).toEqual([note(2)])
  })

  it('continues after a failed write', async () => {
    const files = new MemoryLogFiles()
    const log = await openLog(files)
    files.disk.fault = (operation) => (operation === 'append' ? 'EIO' : null)
    await expect(log.append(note(1))).rejects.toThrow('EIO')
    files.disk.fault = () => null
    await log.append(note(2))
    expect((await openLog(files)).entries).toEqual([note(2)])
  })

  it('keeps what was acknowledged, and at most one complete line more, if the process dies during an append', async () => {
    for (let keep = 0; keep < 80; keep += 1) {
      const { files } = await writeNotes(2)
      const log = await openLog(files)
      let afterCrash: MemoryDisk | null = null
      files.disk.fault = () => null
      void log.append(note(2))
      // Three microtasks later the write is in progress.
      for (let turn = 0; turn < 3; turn += 1) await Promise.resolve()
      afterCrash = files.disk.crash((_, pending) => Math.min(keep, pending.length))
      const reopened = await openLog(new MemoryLogFiles(afterCrash))
      expect(reopened.isReadOnly).toBe(false)
      expect(notes(3)).toEqual(expect.arrayContaining([...reopened.entries]))
      expect(reopened.entries.length).toBeGreaterThanOrEqual(2)
    }
  })
})

describe('the removal of entries', () => {
  const isOdd = ({ n }: Note): boolean => n % 2 === 1
  const even = notes(20).filter((entry) => !isOdd(entry))

  it('leaves nothing of them in the file, and the other lines byte for byte', async () => {
    const { files } = await writeNotes(20)
    const log = await openLog(files)
    const onlyEven = new MemoryLogFiles()
    await (await openLog(onlyEven)).append(...even)
    await log.removeEntries(isOdd)
    expect(log.entries).toEqual(even)
    expect([...(await bytesOf(files))]).toEqual([...(await bytesOf(onlyEven))])
  })

  it('keeps what is appended before and after it', async () => {
    const { files } = await writeNotes(4)
    const log = await openAppendLog({
      files,
      fileName: 'notes.log',
      kind: 'notes',
      version: 1,
      schema,
      shouldDiscardAppended: true,
    })
    await Promise.all([
      log.append(note(4), note(5)),
      log.removeEntries(isOdd),
      log.append(note(6)),
      log.append(note(7)),
    ])
    expect((await openLog(files)).entries.map(({ n }) => n)).toEqual([0, 2, 4, 6, 7])
  })

  it('also removes the bytes of an append that failed', async () => {
    const { files } = await writeNotes(2)
    const log = await openLog(files)
    files.disk.capacity = files.disk.used() + 20
    await expect(log.append(note(3))).rejects.toThrow()
    files.disk.capacity = Number.POSITIVE_INFINITY
    await log.removeEntries(() => false)
    const { files: whole } = await writeNotes(2)
    expect([...(await bytesOf(files))]).toEqual([...(await bytesOf(whole))])
  })

  it('changes nothing if the disk fails or the log is damaged', async () => {
    const { files, bytes } = await writeNotes(6)
    const log = await openLog(files)
    files.disk.fault = (operation) => (operation === 'replace' ? 'EACCES' : null)
    await expect(log.removeEntries(isOdd)).rejects.toThrow('EACCES')
    expect(log.entries).toEqual(notes(6))
    await log.append(note(6))
    expect((await openLog(files)).entries).toEqual(notes(7))
    const damaged = filesWith(bytes.map((byte, index) => (index === bytes.length - 60 ? byte ^ 1 : byte)))
    await expect((await openLog(damaged)).removeEntries(isOdd)).rejects.toThrow(ReadOnlyLogError)
  })
})

describe('reading a log that is being written', () => {
  it('leaves a line that is not complete yet out, and on the disk', async () => {
    const { files, bytes } = await writeNotes(3)
    const torn = filesWith(bytes.subarray(0, bytes.length - 3))
    const options = { fileName: 'notes.log', kind: 'notes', version: 1, schema }
    expect(await readAppendLog({ ...options, files: torn })).toEqual({ entries: notes(2), isReadOnly: false })
    expect(await bytesOf(torn)).toHaveLength(bytes.length - 3)
    expect((await readAppendLog({ ...options, files })).entries).toEqual(notes(3))
  })
})
