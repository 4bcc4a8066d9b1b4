import { describe, expect, it } from 'vitest'
import { createLatest } from './latest'

describe('createLatest', () => {
  it('outdates earlier requests when another one starts', () => {
    const latest = createLatest()
    const isFirst = latest.start()
    expect(isFirst()).toBe(true)
    const isSecond = latest.start()
    expect([isFirst(), isSecond()]).toEqual([false, true])
  })

  it('outdates nothing by tracking', () => {
    const latest = createLatest()
    const checks = [latest.start(), latest.track(), latest.track()]
    expect(checks.map((isLatest) => isLatest())).toEqual([true, true, true])
  })

  it('outdates all requests when it is cancelled', () => {
    const latest = createLatest()
    const checks = [latest.start(), latest.track()]
    latest.cancel()
    expect(checks.map((isLatest) => isLatest())).toEqual([false, false])
    expect(latest.track()()).toBe(true)
  })
})
