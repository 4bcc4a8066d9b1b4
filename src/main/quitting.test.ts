import { describe, expect, it } from 'vitest'
import { FakeClock } from '../testing/memory-ports'
import { Quitting } from './quitting'

/** A quit whose parts end when the test says so. */
class Leaving {
  readonly clock = new FakeClock()
  readonly steps: string[] = []
  hasLeft = false
  private readonly ends = new Map<string, () => void>()
  private readonly quitting = new Quitting({
    clock: this.clock,
    confirm: () => new Promise((resolve) => (this.answer = resolve)),
    showQuestion: () => this.steps.push('show'),
    finish: () => this.part('finish'),
    close: () => this.part('close'),
    leave: () => (this.hasLeft = this.quitting.request()),
  })

  answer: (leaves: boolean) => void = () => undefined

  request(): boolean {
    return this.quitting.request()
  }

  /** What follows in the same turn. */
  async after(step: () => unknown): Promise<readonly string[]> {
    step()
    await new Promise((resolve) => setImmediate(resolve))
    return this.steps
  }

  end(part: string): void {
    this.ends.get(part)?.()
  }

  private part(name: string): Promise<void> {
    this.steps.push(name)
    return new Promise((resolve) => this.ends.set(name, resolve))
  }
}

async function confirmed(): Promise<Leaving> {
  const leaving = new Leaving()
  expect(leaving.request()).toBe(false)
  await leaving.after(() => leaving.answer(true))
  return leaving
}

describe('quitting', () => {
  it('finishes, closes and leaves', async () => {
    const leaving = await confirmed()
    expect(leaving.steps).toEqual(['finish'])
    expect(await leaving.after(() => leaving.end('finish'))).toEqual(['finish', 'close'])
    expect(leaving.hasLeft).toBe(false)
    await leaving.after(() => leaving.end('close'))
    expect(leaving.hasLeft).toBe(true)
  })

  it('ends where the user stays, and asks again the next time', async () => {
    const leaving = new Leaving()
    leaving.request()
    expect(await leaving.after(() => leaving.answer(false))).toEqual([])
    leaving.request()
    expect(await leaving.after(() => leaving.answer(true))).toEqual(['finish'])
  })

  it('leaves within 10 s although nothing ends', async () => {
    const leaving = await confirmed()
    await leaving.after(() => leaving.clock.advance(7_500))
    await leaving.after(() => leaving.clock.advance(2_000))
    expect([leaving.steps, leaving.hasLeft]).toEqual([['finish', 'close'], true])
  })

  it('shows its question again where it is asked for while that is open', async () => {
    const leaving = new Leaving()
    leaving.request()
    expect(await leaving.after(() => leaving.request())).toEqual(['show'])
    expect(await leaving.after(() => leaving.answer(true))).toEqual(['show', 'finish'])
  })

  it('waits no longer for what is in flight when it is asked for a second time', async () => {
    const leaving = await confirmed()
    expect(await leaving.after(() => leaving.request())).toEqual(['finish', 'close'])
    await leaving.after(() => leaving.request())
    expect(leaving.hasLeft).toBe(true)
  })
})
