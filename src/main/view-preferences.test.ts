import { describe, expect, it } from 'vitest'
import { MemoryFiles } from '../testing/memory-ports'
import { columns, defaultPreferences } from '../shared/view-preferences'
import { createViewPreferencesStore, viewPreferencesSchema } from './view-preferences'

const all = columns.map((column) => ({ column, isShown: true, width: null }))

function accepts(value: unknown): boolean {
  return viewPreferencesSchema.safeParse(value).success
}

describe('how the window wants lists to look', () => {
  it('is the usual columns, or each of them once', () => {
    expect(accepts(defaultPreferences)).toBe(true)
    expect(accepts({ v: 1, columns: [...all].reverse() })).toBe(true)
  })

  it('is refused with a column twice, missing, unknown or of no sensible width', () => {
    const [first, ...rest] = all
    expect(accepts({ v: 1, columns: rest })).toBe(false)
    expect(accepts({ v: 1, columns: [rest[0], ...rest] })).toBe(false)
    expect(accepts({ v: 1, columns: [{ ...first, column: 'price' }, ...rest] })).toBe(false)
    expect(accepts({ v: 1, columns: [{ ...first, width: Number.NaN }, ...rest] })).toBe(false)
    expect(accepts({ v: 1, columns: all, more: 1 })).toBe(false)
  })
})

describe('what is remembered of lists', () => {
  /** A disk that takes its time: nothing is written before it is told to. */
  class SlowFiles extends MemoryFiles {
    readonly waiting: (() => void)[] = []
    override async write(name: string, bytes: Uint8Array): Promise<void> {
      await new Promise<void>((resolve) => this.waiting.push(resolve))
      await super.write(name, bytes)
    }
  }
  const widths = (width: number) => ({ v: 1 as const, columns: all.map((each) => ({ ...each, width })) })

  it('is on the disk when the app may leave, and of quick changes only the last is written', async () => {
    const files = new SlowFiles()
    const memory = createViewPreferencesStore(files)
    const written = [100, 101, 102, 103].map((width) => memory.write(widths(width)))
    let isSaved = false
    const saving = memory.save().then(() => {
      isSaved = true
    })
    files.waiting.shift()?.()
    await expect.poll(() => files.waiting.length).toBe(1)
    expect(isSaved).toBe(false)
    files.waiting.shift()?.()
    await Promise.all([...written, saving])
    expect(files.waiting).toEqual([])
    expect(await createViewPreferencesStore(files).read()).toEqual(widths(103))
  })

  it('is tried again with the next change where the disk refused one', async () => {
    const files = new MemoryFiles()
    const memory = createViewPreferencesStore({
      ...{ read: (name) => files.read(name), remove: (name) => files.remove(name) },
      write: () => Promise.reject(new Error('full')),
    })
    await expect(memory.write(widths(100))).rejects.toThrow('full')
    await expect(memory.write(widths(101))).rejects.toThrow('full')
    await memory.save()
  })

  it('is nothing where the file is not ours', async () => {
    const files = new MemoryFiles()
    await files.write('view.json', new TextEncoder().encode('{"v":2}'))
    expect(await createViewPreferencesStore(files).read()).toEqual(defaultPreferences)
  })
})
