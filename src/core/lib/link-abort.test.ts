import { describe, expect, it, vi } from 'vitest'
import { linkAbort } from './link-abort'

describe('linkAbort', () => {
  it('aborts with any of its sources', () => {
    const sources = [new AbortController(), new AbortController()]
    const { signal } = linkAbort(undefined, ...sources.map((source) => source.signal))
    expect(signal.aborted).toBe(false)
    sources[1]?.abort()
    expect(signal.aborted).toBe(true)
    expect(sources[0]?.signal.aborted).toBe(false)
  })

  it('is aborted at once by a source that is aborted already', () => {
    expect(linkAbort(AbortSignal.abort()).signal.aborted).toBe(true)
  })

  it('keeps no listener on its sources once it is aborted', () => {
    const source = new AbortController()
    const added = vi.spyOn(source.signal, 'addEventListener')
    const removed = vi.spyOn(source.signal, 'removeEventListener')
    const linked = linkAbort(source.signal)
    linked.abort()
    expect(linked.signal.aborted).toBe(true)
    expect(removed.mock.calls).toEqual(added.mock.calls)
    expect(source.signal.aborted).toBe(false)
  })
})
