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
  it('are the defaults without a file', async () => {
    const settings = new SettingsStore(new MemoryFiles())
    await settings.loadSettings()
    expect(settings.getSettings()).toEqual(defaultSettings)
    expect(defaultSettings).toMatchObject({ keepCopies: true, binDays: 30, binBytes: 2 * 1024 ** 3 })
  })

  it('use the default for each field missing from an older file', async () => {
    const settings = new SettingsStore(withFile('{ "v": 1, "binDays": 7 }'))
    await settings.loadSettings()
    expect(settings.getSettings()).toEqual({ ...defaultSettings, binDays: 7 })
  })

  it('survive a restart and notify about changes', async () => {
    const files = new MemoryFiles()
    const reported: number[] = []
    await new SettingsStore(files, ({ binDays }) => reported.push(binDays)).updateSettings({ binDays: 3 })
    const reloaded = new SettingsStore(files)
    await reloaded.loadSettings()
    expect(reloaded.getSettings().binDays).toBe(3)
    expect(reported).toEqual([3])
  })

  it.each(['{ "v": 2 }', '{ "v": 1, "binDays": -1 }', 'no json'])(
    'are the defaults, and the file is left alone, if it contains %j',
    async (text) => {
      const files = withFile(text)
      const settings = new SettingsStore(files)
      await expect(settings.loadSettings()).rejects.toBeInstanceOf(UnreadableDocumentError)
      await expect(settings.updateSettings({ binDays: 3 })).rejects.toBeInstanceOf(UnreadableDocumentError)
      expect(settings.getSettings()).toEqual(defaultSettings)
      expect(new TextDecoder().decode(files.files.get('settings.json'))).toBe(text)
    },
  )

  it('keep both of two concurrent changes', async () => {
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

  it('accept changes after a rejected one', async () => {
    const settings = new SettingsStore(new MemoryFiles())
    await expect(settings.updateSettings({ binDays: 0 })).rejects.toThrow()
    expect(await settings.updateSettings({ binDays: 3 })).toMatchObject({ binDays: 3 })
  })

  it('reject a value out of range', async () => {
    await expect(
      new SettingsStore(new MemoryFiles()).updateSettings({ deletesInFlight: 9 }),
    ).rejects.toThrow()
  })
})

describe('a change requested by a window', () => {
  const isAccepted = (patch: unknown): boolean => settingsPatchSchema.safeParse(patch).success

  it('may set some of the settings, each within its range', () => {
    expect(isAccepted({ keepCopies: false })).toBe(true)
    for (const [name, max] of Object.entries(maxSettings)) {
      expect([1, max].map((value) => isAccepted({ [name]: value }))).toEqual([true, true])
      for (const value of [0, -1, 1.5, max + 1, Number.NaN, Infinity, '5', null, undefined])
        expect(isAccepted({ [name]: value })).toBe(false)
    }
  })

  it.each([{ v: 2 }, { binDays: 3, more: 1 }, null, [], 'binDays', { keepCopies: 1 }])(
    'must not be %j',
    (patch) => {
      expect(isAccepted(patch)).toBe(false)
    },
  )
})
