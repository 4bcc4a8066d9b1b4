import { describe, expect, it } from 'vitest'
import type { DeletionFile } from '../../shared/deletion'
import { sampleAsset } from '../../testing/window-api'
import { restorableCopies, restoreCalls } from './restorable-copies'

function file(
  copyId: string | null,
  state: 'deleted-and-verified' | 'already-gone' | 'not-checked',
): DeletionFile {
  const identity = sampleAsset()
  return { key: identity.key, identity, size: 1, copyId, answer: '200', outcome: { state } }
}

const files = [
  file('a', 'deleted-and-verified'),
  file('b', 'deleted-and-verified'),
  file(null, 'deleted-and-verified'),
  file('c', 'already-gone'),
  file('d', 'not-checked'),
]

describe('undoing a deletion', () => {
  it('restores verified files with a copy, once, when the deletion has ended', () => {
    expect(restorableCopies({ phase: 'done', files }, [])).toEqual(['a', 'b'])
    expect(restorableCopies({ phase: 'done', files }, ['a'])).toEqual(['b'])
    expect(restorableCopies({ phase: 'verifying', files }, [])).toEqual([])
    expect(restorableCopies(null, [])).toEqual([])
  })

  it('has a price', () => {
    expect([restoreCalls(1), restoreCalls(10), restoreCalls(40)]).toEqual([5, 32, 128])
  })
})
