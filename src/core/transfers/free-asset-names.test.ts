import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyIdentity } from '../../testing/hostile-names'
import { storagePath } from '../assets/storage-path'
import { FreeAssetNames } from './free-asset-names'

describe('a free name', () => {
  const folder = {
    context: { family: 'classic', scope: 'pr1' } as const,
    segmentId: 1,
    locale: null,
    relativePath: '',
  }

  it.each([
    ['a.txt', 'a (2).txt'],
    ['a.tar.gz', 'a.tar (2).gz'],
    ['.env', '.env (2)'],
    ['no extension', 'no extension (2)'],
    ['a (2).txt', 'a (2) (2).txt'],
  ])('for %j is %j', (name, freeName) => {
    expect(new FreeAssetNames([]).takeName({ ...folder, name })).toBe(freeName)
  })

  it('never collides with a listed asset, and is handed out once', () => {
    fc.assert(
      fc.property(fc.array(anyIdentity, { maxLength: 12 }), (listed) => {
        const names = new FreeAssetNames(listed)
        const seen = new Set(listed.map(storagePath))
        for (const identity of [...listed, ...listed]) {
          const found = storagePath({ ...identity, name: names.takeName(identity) })
          expect(seen.has(found)).toBe(false)
          seen.add(found)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
