import { describe, expect, it } from 'vitest'
import { assetKey } from '../assets/asset-key'
import type { BinEntry } from './bin-log'
import { knownBytes } from './known-bytes'

const owner = { serverKey: 'https://a.example', accountId: 'acme' }

function entry(overrides: Partial<BinEntry> = {}): BinEntry {
  const context = { family: 'classic', scope: 'pr7214' } as const
  return {
    ...owner,
    id: 'copy-1',
    identity: { context, segmentId: 1, locale: null, relativePath: '', name: 'a.png' },
    size: 3,
    sha256: 'aa',
    contentType: '',
    createdDate: null,
    modifiedDate: '2026-01-02T03:04:05',
    projectId: null,
    host: 'a.example',
    connectionName: 'A',
    jobId: 'job-1',
    why: 'at-risk',
    keptAt: 1,
    expiresAt: 2,
    restoredAt: null,
    ...overrides,
  }
}

describe('known bytes', () => {
  it('have the hash of a copy, with the size and date of its file', () => {
    const [known] = knownBytes([entry()], owner)
    const { identity, size, modifiedDate, sha256 } = entry()
    expect(known).toEqual({ key: assetKey(identity), size, modifiedDate, sha256 })
  })

  it('exclude copies of another server or account, and copies without a date', () => {
    const others = [entry({ serverKey: 'https://b.example' }), entry({ accountId: 'b' })]
    expect(knownBytes([...others, entry({ modifiedDate: null })], owner)).toEqual([])
  })

  it('contain each version of a file once', () => {
    const later = entry({ modifiedDate: '2026-02-02T03:04:05', sha256: 'bb' })
    expect(knownBytes([entry(), later, entry()], owner).map(({ sha256 }) => sha256)).toEqual(['aa', 'bb'])
  })

  it('exclude a version whose copies contradict each other', () => {
    expect(knownBytes([entry(), entry({ sha256: 'bb' }), entry()], owner)).toEqual([])
  })
})
