import { describe, expect, it } from 'vitest'
import { MemoryFiles } from '../../testing/memory-ports'
import { UnreadableDocumentError } from '../storage/json-document'
import { defaultSettings, SettingsStore } from './settings'

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

  it('refuse a value out of its range', async () => {
    await expect(new SettingsStore(new MemoryFiles()).change({ deletesInFlight: 9 })).rejects.toThrow()
  })
})
