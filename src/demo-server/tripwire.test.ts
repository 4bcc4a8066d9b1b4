import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { assertNothingTripped } from '.'
import { filesOf, useDemoServer } from './test-support'

const start = useDemoServer(afterEach)
const classic = '/api/resources/assets/101?scope=pr7214'
const flex = '/api/apps/wbflex/documents/19914/assets/301'

let folder = ''
let printed = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'refshelf-tripwire-'))
  // These tests trip the wire on purpose, which must not fail the test run that they belong to.
  vi.stubEnv('REFSHELF_TRIPWIRE_FILE', join(folder, 'tripped'))
  printed = ''
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += String(text)
    return true
  })
})

afterEach(() => rmSync(folder, { recursive: true }))

describe('the tripwire is tripped by a DELETE to', () => {
  it.each([
    classic,
    `${classic}&filename=`,
    `${classic}&filename`,
    `${classic}&filename=%20%09`,
    `${classic}&filename=%C2%A0`,
    `${classic}&filename=undefined`,
    `${classic}&filename=null&locale=en`,
    `${classic}&fileName=`,
    `${classic}&locale=en`,
    '/api/resources/assets/101',
    '/api/resources/assets/999?scope=pr1',
    '/API/Resources/Assets/101?scope=pr7214',
    '/api/resources/assets?scope=pr7214',
    flex,
    `${flex}?filename=`,
    `${flex}?locale=en&relativePath=public%5Cimages`,
    '/api/apps/wbflex/documents/c7787/assets/301?filename=null',
  ])('%s', async (path) => {
    const { server, del } = await start()
    await del(path)
    expect(server.tripped).toHaveLength(1)
    expect(assertNothingTripped).toThrow(path.split('?')[0])
    // Reported once, so that the next test starts clean.
    expect(assertNothingTripped).not.toThrow()
  })

  it('an asset path even if the call fails for another reason or gets no response', async () => {
    const client = await start({ switches: { assetApi: 'absent' } })
    client.headers = {}
    await client.del(classic)
    client.server.faults.add({ match: {}, fault: { kind: 'drop', when: 'before-work' } })
    await expect(client.del(classic)).rejects.toThrow()
    expect(client.server.tripped).toHaveLength(2)
    expect(assertNothingTripped).toThrow()
  })
})

describe('the tripped tripwire', () => {
  it('does not prevent the deletion of all files', async () => {
    const client = await start()
    expect((await client.del(classic)).status).toBe(200)
    expect(filesOf(client, 101)).toEqual([])
    expect(assertNothingTripped).toThrow()
  })

  it('writes to stderr and reports to other processes through a file', async () => {
    const { server, del } = await start()
    await del(`${classic}&filename=`)
    await del(flex)
    expect(printed).toContain(
      '!!! TRIPWIRE !!! DELETE without a file name: /api/resources/assets/101?scope=pr7214&filename=',
    )
    const lines = readFileSync(join(folder, 'tripped'), 'utf8').trimEnd().split('\n')
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      { path: '/api/resources/assets/101', rawQuery: 'scope=pr7214&filename=', filename: '' },
      { path: flex, rawQuery: '', filename: null },
    ])
    expect(server.tripped).toHaveLength(2)
    expect(assertNothingTripped).toThrow(/assets\/101[^]*assets\/301/)
  })
})

describe('the tripwire is not tripped by', () => {
  it.each([
    ['DELETE', `${classic}&filename=a.png`],
    ['DELETE', `${classic}&filename=nothing.png`],
    ['DELETE', `${classic}&filename=undefined.png`],
    ['DELETE', `${flex}?filename=m.jpg`],
    ['DELETE', '/api/auth/token'],
    ['DELETE', '/api/apps/wbflex/documents/19914'],
    ['GET', classic],
    ['GET', `${classic}&filename=`],
  ])('%s %s', async (method, path) => {
    const { server, send } = await start()
    await send(method, path)
    expect(server.tripped).toEqual([])
  })

  it('deleting a file that is really called null', async () => {
    const client = await start()
    for (const name of ['null', 'undefined']) {
      await client.server.store.put({ segmentId: 101, name, bytes: 'x' })
      await client.del(`${classic}&filename=${name}`)
      expect(client.server.store.find({ segmentId: 101, name })).toBeUndefined()
    }
    expect(client.server.tripped).toEqual([])
  })

  it('any call when it is off', async () => {
    const { server, del } = await start({ tripwire: 'off' })
    await del('/api/resources/assets/999?scope=pr7214')
    expect([server.tripped, printed]).toEqual([[], ''])
  })
})
