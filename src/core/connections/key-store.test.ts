import { describe, expect, it } from 'vitest'
import { FakeClock, MemoryFiles, MemorySecretBox, nodeHash } from '../../testing/memory-ports'
import { KeyStore } from './key-store'

const key = 'key-canary-7'
const owner = { serverUrl: 'https://acme.example', accountId: 'acme' }

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
    expect(await keys.saveKey('a', key, owner)).toBe('saved-securely')
    expect(await keys.loadKey('a', owner)).toMatchObject({ state: 'ready', key })
    expect(contentOf(files)).not.toContain(key)
    expect(contentOf(files)).not.toContain(Buffer.from(key).toString('base64'))
  })

  it('stores nothing without a keychain', async () => {
    const { keys, files, box } = store()
    box.available = false
    expect(await keys.saveKey('a', key, owner)).toBe('session-only')
    expect(files.files.size).toBe(0)
  })

  it('stores nothing that would be encrypted with the constant key of Linux', async () => {
    const { keys, files } = store(new MemorySecretBox('v10'))
    expect(await keys.saveKey('a', key, owner)).toBe('session-only')
    expect(files.files.size).toBe(0)
  })

  it('stores nothing that cannot be read back', async () => {
    const { keys, files, box } = store()
    box.broken = true
    expect(await keys.saveKey('a', key, owner)).toBe('session-only')
    expect([...files.files.keys()]).toEqual([])
  })

  it('keeps an unreadable key unchanged and reports it', async () => {
    const { keys, files, box } = store()
    await keys.saveKey('a', key, owner)
    const before = contentOf(files)
    box.broken = true
    expect(await keys.loadKey('a', owner)).toEqual({ state: 'unreadable' })
    expect(contentOf(files)).toBe(before)
    box.broken = false
    expect(await keys.loadKey('a', owner)).toMatchObject({ state: 'ready', key })
  })

  it.each([
    ['is truncated', (text: string) => text.slice(0, 40)],
    ['is of a newer version', (text: string) => text.replace('"v": 1', '"v": 2')],
    ['has a wrong hash', (text: string) => text.replace(/"sha256": "./, '"sha256": "x')],
    ['is empty', () => ''],
  ])('reports a file that %s as unreadable and keeps it', async (_, damage) => {
    const { keys, files } = store()
    await keys.saveKey('a', key, owner)
    const damaged = new TextEncoder().encode(damage(contentOf(files)))
    files.files.set('key-a.json', damaged)
    expect(await keys.loadKey('a', owner)).toEqual({ state: 'unreadable' })
    expect(files.files.get('key-a.json')).toBe(damaged)
  })

  it('keeps a backup of the replaced file until the new one was read once', async () => {
    const { keys, files } = store()
    await keys.saveKey('a', 'old-key', owner)
    const old = files.files.get('key-a.json')
    await keys.saveKey('a', key, owner)
    expect(files.files.get('key-a.bak.json')).toEqual(old)
    await keys.loadKey('a', owner)
    expect([...files.files.keys()]).toEqual(['key-a.json'])
  })

  it('restores the old file if the new one cannot be read back', async () => {
    const { keys, files, box } = store()
    await keys.saveKey('a', 'old-key', owner)
    const old = files.files.get('key-a.json')
    box.broken = true
    expect(await keys.saveKey('a', key, owner)).toBe('session-only')
    expect(files.files.get('key-a.json')).toEqual(old)
  })

  it('seals a key again when the keychain requires it', async () => {
    const { keys, files, box } = store()
    await keys.saveKey('a', key, owner)
    const before = files.files.get('key-a.json')
    box.shouldReseal = true
    expect(await keys.loadKey('a', owner)).toMatchObject({ state: 'ready', key })
    expect(files.files.get('key-a.json')).not.toEqual(before)
  })

  it('keeps the file and stores nothing else with a keychain that is locked', async () => {
    const { keys, files, box } = store()
    await keys.saveKey('a', key, owner)
    const before = contentOf(files)
    const refuse = (): Promise<never> => Promise.reject(new Error('the keyring is locked'))
    Object.assign(box, { seal: refuse, open: refuse })
    expect(await keys.loadKey('a', owner)).toEqual({ state: 'unreadable' })
    expect(await keys.saveKey('a', 'another-canary', owner)).toBe('session-only')
    expect(await keys.saveKey('b', key, owner)).toBe('session-only')
    expect(contentOf(files)).toBe(before)
    Object.assign(box, { isAvailable: refuse })
    expect(await keys.saveKey('b', key, owner)).toBe('session-only')
    for (const method of ['seal', 'open'] as const) Reflect.deleteProperty(box, method)
    expect(await keys.loadKey('a', owner)).toMatchObject({ state: 'ready', key })
  })

  it('uses a key that the keychain opens but cannot seal again', async () => {
    const { keys, files, box } = store()
    await keys.saveKey('a', key, owner)
    const before = contentOf(files)
    box.shouldReseal = true
    Object.assign(box, { seal: () => Promise.reject(new Error('the keyring is locked')) })
    expect(await keys.loadKey('a', owner)).toMatchObject({ state: 'ready', key })
    expect(contentOf(files)).toBe(before)
  })

  it('removes a key with all its files', async () => {
    const { keys, files } = store()
    await keys.saveKey('a', 'old-key', owner)
    await keys.saveKey('a', key, owner)
    await keys.forgetKey('a')
    expect(files.files.size).toBe(0)
    expect(await keys.loadKey('a', owner)).toEqual({ state: 'missing' })
  })

  it.each([
    ['server', { ...owner, serverUrl: 'https://evil.example' }],
    ['scheme', { ...owner, serverUrl: 'http://acme.example' }],
    ['path', { ...owner, serverUrl: 'https://acme.example/other' }],
    ['account', { ...owner, accountId: 'other' }],
  ])('does not give a key to another %s, and keeps it', async (_, other) => {
    const { keys, files } = store()
    await keys.saveKey('a', key, owner)
    const before = contentOf(files)
    expect(await keys.loadKey('a', other)).toEqual({ state: 'elsewhere', owner })
    expect(contentOf(files)).toBe(before)
    expect(await keys.loadKey('a', owner)).toMatchObject({ state: 'ready', key })
  })

  it('marks a key that was sealed without its server, and binds it when it is saved', async () => {
    const { keys, box, files } = store()
    const sealed = await box.seal(key)
    await keys.saveKey('a', 'x', owner)
    const file = JSON.parse(contentOf(files)) as object
    const older = { ...file, sealed: [...sealed], sha256: nodeHash.sha256(sealed) }
    await files.write('key-a.json', new TextEncoder().encode(JSON.stringify(older)))
    expect(await keys.loadKey('a', owner)).toMatchObject({ state: 'unbound', key })
    await keys.saveKey('a', key, owner)
    expect(await keys.loadKey('a', owner)).toMatchObject({ state: 'ready', key })
  })

  it.each(['refshelf-key:2:["a","b","c"]', 'refshelf-key:1:{', 'refshelf-key:1:["a","b"]'])(
    'treats the sealed text %s as unreadable',
    async (text) => {
      const { keys, box, files } = store()
      const sealed = await box.seal(text)
      await keys.saveKey('a', 'x', owner)
      const file = JSON.parse(contentOf(files)) as object
      const changed = { ...file, sealed: [...sealed], sha256: nodeHash.sha256(sealed) }
      await files.write('key-a.json', new TextEncoder().encode(JSON.stringify(changed)))
      expect(await keys.loadKey('a', owner)).toEqual({ state: 'unreadable' })
    },
  )
})
