import { describe, expect, it } from 'vitest'
import { MemoryFiles } from '../../testing/memory-ports'
import { UnreadableDocumentError } from '../storage/json-document'
import { maxSettings } from '../../shared/settings'
import { defaultSettings, settingsPatchSchema, SettingsStore } from './settings'

function withFile(text: string): MemoryFiles {
  const files = new MemoryFiles()
  files.files.set('settings.json', new TextEncoder().encode(text))
  return files
}

describe('the settings', () => {
  it('are the defaults until a file says otherwise', async () => {
    const settings = new SettingsStore(new MemoryFiles())
    await settings.loadSettings()
    expect(settings.getSettings()).toEqual(defaultSettings)
    expect(defaultSettings).toMatchObject({ keepCopies: true, binDays: 30, binBytes: 2 * 1024 ** 3 })
  })

  it('take a default for each field that an older file lacks', async () => {
    const settings = new SettingsStore(withFile('{ "v": 1, "binDays": 7 }'))
    await settings.loadSettings()
    expect(settings.getSettings()).toEqual({ ...defaultSettings, binDays: 7 })
  })

  it('survive a restart, and tell of a change', async () => {
    const files = new MemoryFiles()
    const reported: number[] = []
    await new SettingsStore(files, ({ binDays }) => reported.push(binDays)).updateSettings({ binDays: 3 })
    const reloaded = new SettingsStore(files)
    await reloaded.loadSettings()
    expect(reloaded.getSettings().binDays).toBe(3)
    expect(reported).toEqual([3])
  })

  it.each(['{ "v": 2 }', '{ "v": 1, "binDays": -1 }', 'no json'])(
    'are the defaults, and the file stays, where it reads %j',
    async (text) => {
      const files = withFile(text)
      const settings = new SettingsStore(files)
      await expect(settings.loadSettings()).rejects.toBeInstanceOf(UnreadableDocumentError)
      await expect(settings.updateSettings({ binDays: 3 })).rejects.toBeInstanceOf(UnreadableDocumentError)
      expect(settings.getSettings()).toEqual(defaultSettings)
      expect(new TextDecoder().decode(files.files.get('settings.json'))).toBe(text)
    },
  )

  it('lose no change of two that are made at once', async () => {
    const files = new MemoryFiles()
    const settings = new SettingsStore(files)
    await Promise.all([
      settings.updateSettings({ binDays: 3 }),
      settings.updateSettings({ deletesInFlight: 2 }),
    ])
    const reloaded = new SettingsStore(files)
    await reloaded.loadSettings()
    expect(reloaded.getSettings()).toMatchObject({ binDays: 3, deletesInFlight: 2 })
  })

  it('go on after a change that was refused', async () => {
    const settings = new SettingsStore(new MemoryFiles())
    await expect(settings.updateSettings({ binDays: 0 })).rejects.toThrow()
    expect(await settings.updateSettings({ binDays: 3 })).toMatchObject({ binDays: 3 })
  })

  it('refuse a value out of its range', async () => {
    await expect(
      new SettingsStore(new MemoryFiles()).updateSettings({ deletesInFlight: 9 }),
    ).rejects.toThrow()
  })
})

describe('a change that a window asks for', () => {
  const isTaken = (patch: unknown): boolean => settingsPatchSchema.safeParse(patch).success

  it('is some of the settings, each in its range', () => {
    expect(isTaken({ keepCopies: false })).toBe(true)
    for (const [name, most] of Object.entries(maxSettings)) {
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
