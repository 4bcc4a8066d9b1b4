import { describe, expect, it } from 'vitest'
import { retry } from './retry'

describe('retry', () => {
  it('repeats failed work while it may, and returns its value', async () => {
    let calls = 0
    const work = (): Promise<number> => {
      calls += 1
      return calls < 3 ? Promise.reject(new Error(`failure ${String(calls)}`)) : Promise.resolve(calls)
    }
    const attempts: number[] = []
    const value = await retry(work, (_, attempt) => {
      attempts.push(attempt)
      return true
    })
    expect(value).toBe(3)
    expect(attempts).toEqual([1, 2])
  })

  it('throws the last error once it may not', async () => {
    let calls = 0
    const work = (): Promise<never> => {
      calls += 1
      return Promise.reject(new Error(`failure ${String(calls)}`))
    }
    await expect(retry(work, (_, attempt) => Promise.resolve(attempt < 4))).rejects.toThrow('failure 4')
    expect(calls).toBe(4)
  })
})
