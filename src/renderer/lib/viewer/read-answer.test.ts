import { beforeEach, describe, expect, it, vi } from 'vitest'
import { readAnswer } from './read-answer'

class FakeBitmap {
  constructor(
    readonly width: number,
    readonly height: number,
  ) {}
}

const drawn = () => ({
  type: 'drawn',
  ticket: 4,
  picture: new FakeBitmap(600, 800),
  pages: 3,
  width: 793.7,
  height: 1122.5,
})

describe('readAnswer', () => {
  beforeEach(() => void vi.stubGlobal('ImageBitmap', FakeBitmap))

  it('accepts an answer of the expected shape', () => {
    expect(readAnswer({ type: 'ready', more: 1 })).toEqual({ type: 'ready' })
    expect(readAnswer(drawn())).toEqual(drawn())
    expect(readAnswer({ type: 'failed', ticket: 1, reason: 'locked' })).toEqual({
      type: 'failed',
      ticket: 1,
      reason: 'locked',
    })
  })

  it.each([
    [null],
    ['drawn'],
    [{ type: 'open', ticket: 1 }],
    [{ type: 'failed', ticket: 1, reason: 'Your session is over. Type your key:' }],
    [{ type: 'failed', ticket: '1', reason: 'damaged' }],
    [{ ...drawn(), ticket: 1.5 }],
    [{ ...drawn(), picture: '<img>' }],
    [{ ...drawn(), picture: null }],
    [{ ...drawn(), picture: new FakeBitmap(100_000, 100_000) }],
    [{ ...drawn(), picture: new FakeBitmap(0, 10) }],
    [{ ...drawn(), pages: 0 }],
    [{ ...drawn(), pages: Infinity }],
    [{ ...drawn(), width: Number.NaN }],
    [{ ...drawn(), width: -5 }],
    [{ ...drawn(), height: 1e12 }],
    [{ ...drawn(), height: '100vh' }],
  ])('rejects %j', (data) => {
    expect(readAnswer(data)).toBeNull()
  })
})
