import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyIdentity } from '../../testing/hostile-names'
import { assetKey, contextKey, parseScope } from './asset-key'

describe('assetKey', () => {
  it('is equal for two identities if and only if all their parts are', () => {
    fc.assert(
      fc.property(anyIdentity, anyIdentity, (one, other) => {
        const same =
          contextKey(one.context) === contextKey(other.context) &&
          one.segmentId === other.segmentId &&
          one.locale === other.locale &&
          one.relativePath === other.relativePath &&
          one.name === other.name
        expect(assetKey(one) === assetKey(other)).toBe(same)
      }),
      { numRuns: 5_000 },
    )
  })

  it('distinguishes composed from decomposed names, and lone surrogates from each other', () => {
    const base = {
      context: { family: 'classic', scope: 'pr1' } as const,
      segmentId: 1,
      locale: null,
      relativePath: '',
    }
    expect(assetKey({ ...base, name: 'é' })).not.toBe(assetKey({ ...base, name: 'é'.normalize('NFD') }))
    expect(assetKey({ ...base, name: '\ud800' })).not.toBe(assetKey({ ...base, name: '\ud801' }))
  })

  it('distinguishes a neutral file in the folder en from an en file at the root', () => {
    const base = { context: { family: 'classic', scope: 'pr1' } as const, segmentId: 1, name: 'a.png' }
    expect(assetKey({ ...base, locale: null, relativePath: 'en' })).not.toBe(
      assetKey({ ...base, locale: 'en', relativePath: '' }),
    )
  })
})

describe('parseScope', () => {
  it.each([
    ['pr7214', 'pr7214'],
    [' jbs773 ', 'jbs773'],
    ['jbc2002', 'jbc2002'],
    ['flex19914', 'flex19914'],
    ['flexc300', 'flexc300'],
  ])('reads %j', (typed, key) => {
    const context = parseScope(typed)
    expect(context === null ? null : contextKey(context)).toBe(key)
  })

  it.each(['', 'pr', '7214', 'PR7214', 'pr7214&filename=x', 'pr72 14', 'job773', 'flex', 'flex/1'])(
    'rejects %j',
    (typed) => {
      expect(parseScope(typed)).toBeNull()
    },
  )
})
