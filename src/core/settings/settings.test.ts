import { describe, expect, it } from 'vitest'
import { MemoryFiles } from '../../testing/memory-ports'
import { UnreadableDocumentError } from '../storage/json-document'
import { largestSetting } from '../../shared/settings'
import { defaultSettings, settingsPatchSchema, SettingsStore } from './settings'

function withFile(text: string): MemoryFiles {
  const files = new MemoryFiles()
  files.files.set('settings.json', new TextEncoder().encode(text))
  return files
}

describe('the settings', () => {
  it('are the defaults until a file says otherwise', async () => {
    const settings = new SettingsStore(new MemoryFiles())
    await settings.load()
    expect(settings.current()).toEqual(defaultSettings)
    expect(defaultSettings).toMatchObject({ keepCopies: true, binDays: 30, binBytes: 2 * 1024 ** 3 })
  })

  it('take a default for each field that an older file lacks', async () => {
    const settings = new SettingsStore(withFile('{ "v": 1, "binDays": 7 }'))
    await settings.load()
    expect(settings.current()).toEqual({ ...defaultSettings, binDays: 7 })
  })

  it('survive a restart, and tell of a change', async () => {
    const files = new MemoryFiles()
    const told: number[] = []
    await new SettingsStore(files, ({ binDays }) => told.push(binDays)).change({ binDays: 3 })
    const again = new SettingsStore(files)
    await again.load()
    expect(again.current().binDays).toBe(3)
    expect(told).toEqual([3])
  })

  it.each(['{ "v": 2 }', '{ "v": 1, "binDays": -1 }', 'no json'])(
    'are the defaults, and the file stays, where it reads %j',
    async (text) => {
      const files = withFile(text)
      const settings = new SettingsStore(files)
      await expect(settings.load()).rejects.toBeInstanceOf(UnreadableDocumentError)
      await expect(settings.change({ binDays: 3 })).rejects.toBeInstanceOf(UnreadableDocumentError)
      expect(settings.current()).toEqual(defaultSettings)
      expect(new TextDecoder().decode(files.files.get('settings.json'))).toBe(text)
    },
  )

  it('lose no change of two that are made at once', async () => {
    const files = new MemoryFiles()
    const settings = new SettingsStore(files)
    await Promise.all([settings.change({ binDays: 3 }), settings.change({ deletesInFlight: 2 })])
    const again = new SettingsStore(files)
    await again.load()
    expect(again.current()).toMatchObject({ binDays: 3, deletesInFlight: 2 })
  })

  it('go on after a change that was refused', async () => {
    const settings = new SettingsStore(new MemoryFiles())
    await expect(settings.change({ binDays: 0 })).rejects.toThrow()
    expect(await settings.change({ binDays: 3 })).toMatchObject({ binDays: 3 })
  })

  it('refuse a value out of its range', async () => {
    await expect(new SettingsStore(new MemoryFiles()).change({ deletesInFlight: 9 })).rejects.toThrow()
  })
})

describe('a change that a window asks for', () => {
  const isTaken = (patch: unknown): boolean => settingsPatchSchema.safeParse(patch).success

  it('is some of the settings, each in its range', () => {
    expect(isTaken({ keepCopies: false })).toBe(true)
    for (const [name, most] of Object.entries(largestSetting)) {
      expect([1, most].map((value) => isTaken({ [name]: value }))).toEqual([true, true])
      for (const value of [0, -1, 1.5, most + 1, Number.NaN, Infinity, '5', null, undefined])
        expect(isTaken({ [name]: value })).toBe(false)
    }
  })

  it.each([{ v: 2 }, { binDays: 3, more: 1 }, null, [], 'binDays', { keepCopies: 1 }])(
    'is not %j',
    (patch) => {
      expect(isTaken(patch)).toBe(false)
    },
  )
})
