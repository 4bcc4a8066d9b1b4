import { describe, expect, it } from 'vitest'
import { MemoryFiles } from '../testing/memory-ports'
import { columns, defaultPreferences } from '../shared/view-preferences'
import { createViewPreferencesStore, viewPreferencesSchema } from './view-preferences'

const allColumns = columns.map((column) => ({ column, isShown: true, width: null }))

function accepts(value: unknown): boolean {
  return viewPreferencesSchema.safeParse(value).success
}

describe('viewPreferencesSchema', () => {
  it('accepts the default columns, or each column once', () => {
    expect(accepts(defaultPreferences)).toBe(true)
    expect(accepts({ v: 1, columns: [...allColumns].reverse() })).toBe(true)
  })

  it('rejects duplicate, missing and unknown columns, and invalid widths', () => {
    const [first, ...rest] = allColumns
    expect(accepts({ v: 1, columns: rest })).toBe(false)
    expect(accepts({ v: 1, columns: [rest[0], ...rest] })).toBe(false)
    expect(accepts({ v: 1, columns: [{ ...first, column: 'price' }, ...rest] })).toBe(false)
    expect(accepts({ v: 1, columns: [{ ...first, width: Number.NaN }, ...rest] })).toBe(false)
    expect(accepts({ v: 1, columns: allColumns, more: 1 })).toBe(false)
  })
})

describe('ViewPreferencesStore', () => {
  /** A disk that writes only when the test allows it. */
  class SlowFiles extends MemoryFiles {
    readonly waiting: (() => void)[] = []
    override async write(name: string, bytes: Uint8Array): Promise<void> {
      await new Promise<void>((resolve) => this.waiting.push(resolve))
      await super.write(name, bytes)
    }
  }
  const widths = (width: number) => ({
    v: 1 as const,
    columns: allColumns.map((column) => ({ ...column, width })),
  })

  it('writes only the last of several rapid changes, and waits for it before the app quits', async () => {
    const files = new SlowFiles()
    const store = createViewPreferencesStore(files)
    const written = [100, 101, 102, 103].map((width) => store.write(widths(width)))
    let isSaved = false
    const saving = store.save().then(() => {
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

  it('tries again with the next change after a failed write', async () => {
    const files = new MemoryFiles()
    const store = createViewPreferencesStore({
      read: (name) => files.read(name),
      remove: (name) => files.remove(name),
      write: () => Promise.reject(new Error('full')),
    })
    await expect(store.write(widths(100))).rejects.toThrow('full')
    await expect(store.write(widths(101))).rejects.toThrow('full')
    await store.save()
  })

  it('returns the defaults for a foreign file', async () => {
    const files = new MemoryFiles()
    await files.write('view.json', new TextEncoder().encode('{"v":2}'))
    expect(await createViewPreferencesStore(files).read()).toEqual(defaultPreferences)
  })
})
