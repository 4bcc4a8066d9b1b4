import { describe, expect, it } from 'vitest'
import { FakeClock, MemoryFiles, MemorySecretBox, nodeHash } from '../../testing/memory-ports'
import { KeyStore } from './key-store'

const key = 'key-canary-7'

function store(box = new MemorySecretBox()): { keys: KeyStore; files: MemoryFiles; box: MemorySecretBox } {
  const files = new MemoryFiles()
  const ports = { files, box, hash: nodeHash, clock: new FakeClock(), platform: 'linux', appName: 'Refshelf' }
  return { keys: new KeyStore(ports), files, box }
}

function contentOf(files: MemoryFiles): string {
  return [...files.files.values()].map((bytes) => new TextDecoder().decode(bytes)).join('\n')
}

describe('the key store', () => {
  it('returns a stored key, and never writes it in plain text', async () => {
    const { keys, files } = store()
    expect(await keys.saveKey('a', key)).toBe('saved-securely')
    expect(await keys.loadKey('a')).toMatchObject({ state: 'ready', key })
    expect(contentOf(files)).not.toContain(key)
    expect(contentOf(files)).not.toContain(Buffer.from(key).toString('base64'))
  })

  it('stores nothing without a keychain', async () => {
    const { keys, files, box } = store()
    box.available = false
    expect(await keys.saveKey('a', key)).toBe('session-only')
    expect(files.files.size).toBe(0)
  })

  it('stores nothing that would be encrypted with the constant key of Linux', async () => {
    const { keys, files } = store(new MemorySecretBox('v10'))
    expect(await keys.saveKey('a', key)).toBe('session-only')
    expect(files.files.size).toBe(0)
  })

  it('stores nothing that cannot be read back', async () => {
    const { keys, files, box } = store()
    box.broken = true
    expect(await keys.saveKey('a', key)).toBe('session-only')
    expect([...files.files.keys()]).toEqual([])
  })

  it('keeps an unreadable key unchanged and reports it', async () => {
    const { keys, files, box } = store()
    await keys.saveKey('a', key)
    const before = contentOf(files)
    box.broken = true
    expect(await keys.loadKey('a')).toEqual({ state: 'unreadable' })
    expect(contentOf(files)).toBe(before)
    box.broken = false
    expect(await keys.loadKey('a')).toMatchObject({ state: 'ready', key })
  })

  it.each([
    ['is truncated', (text: string) => text.slice(0, 40)],
    ['is of a newer version', (text: string) => text.replace('"v": 1', '"v": 2')],
    ['has a wrong hash', (text: string) => text.replace(/"sha256": "./, '"sha256": "x')],
    ['is empty', () => ''],
  ])('reports a file that %s as unreadable and keeps it', async (_, damage) => {
    const { keys, files } = store()
    await keys.saveKey('a', key)
    const damaged = new TextEncoder().encode(damage(contentOf(files)))
    files.files.set('key-a.json', damaged)
    expect(await keys.loadKey('a')).toEqual({ state: 'unreadable' })
    expect(files.files.get('key-a.json')).toBe(damaged)
  })

  it('keeps a backup of the replaced file until the new one was read once', async () => {
    const { keys, files } = store()
    await keys.saveKey('a', 'old-key')
    const old = files.files.get('key-a.json')
    await keys.saveKey('a', key)
    expect(files.files.get('key-a.bak.json')).toEqual(old)
    await keys.loadKey('a')
    expect([...files.files.keys()]).toEqual(['key-a.json'])
  })

  it('restores the old file if the new one cannot be read back', async () => {
    const { keys, files, box } = store()
    await keys.saveKey('a', 'old-key')
    const old = files.files.get('key-a.json')
    box.broken = true
    expect(await keys.saveKey('a', key)).toBe('session-only')
    expect(files.files.get('key-a.json')).toEqual(old)
  })

  it('seals a key again when the keychain requires it', async () => {
    const { keys, files, box } = store()
    await keys.saveKey('a', key)
    const before = files.files.get('key-a.json')
    box.shouldReseal = true
    expect(await keys.loadKey('a')).toMatchObject({ state: 'ready', key })
    expect(files.files.get('key-a.json')).not.toEqual(before)
  })

  it('removes a key with all its files', async () => {
    const { keys, files } = store()
    await keys.saveKey('a', 'old-key')
    await keys.saveKey('a', key)
    await keys.forgetKey('a')
    expect(files.files.size).toBe(0)
    expect(await keys.loadKey('a')).toEqual({ state: 'missing' })
  })
})
