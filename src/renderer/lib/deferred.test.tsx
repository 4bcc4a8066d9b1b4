import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { DeferredChunk } from './deferred'

const components = {
  Greeting: ({ name }: { readonly name: string }) => <p>Hello {name}</p>,
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('a chunk that is not part of the first screen', () => {
  it('shows a screen as soon as its code is loaded', async () => {
    let resolve: (loaded: typeof components) => void = () => undefined
    const chunk = new DeferredChunk(() => new Promise<typeof components>((done) => (resolve = done)))
    const Greeting = chunk.screen('Greeting')
    const { container } = render(<Greeting name="Ada" />)
    expect(container.innerHTML).toBe('')
    resolve(components)
    expect(await screen.findByText('Hello Ada')).toBeDefined()
  })

  it('shows a screen at once after a preload, and imports the code once', async () => {
    const importChunk = vi.fn(() => Promise.resolve(components))
    const chunk = new DeferredChunk(importChunk)
    await chunk.load()
    const Greeting = chunk.screen('Greeting')
    const { container } = render(<Greeting name="Ada" />)
    expect(container.textContent).toBe('Hello Ada')
    expect(importChunk).toHaveBeenCalledTimes(1)
  })

  it('loads the code of a closed dialog only when the window is idle', async () => {
    const idle: (() => void)[] = []
    vi.stubGlobal('requestIdleCallback', (work: () => void) => idle.push(work))
    const importChunk = vi.fn(() => Promise.resolve(components))
    const Greeting = new DeferredChunk(importChunk).dialog('Greeting')
    render(<Greeting name="Ada" />)
    expect(importChunk).not.toHaveBeenCalled()
    for (const work of idle) work()
    expect(await screen.findByText('Hello Ada')).toBeDefined()
  })

  it('tries again after a failed import', async () => {
    const importChunk = vi.fn(() => Promise.resolve(components)).mockRejectedValueOnce(new Error('no file'))
    const chunk = new DeferredChunk(importChunk)
    await expect(chunk.load()).rejects.toThrow('no file')
    const Greeting = chunk.screen('Greeting')
    render(<Greeting name="Ada" />)
    expect(await screen.findByText('Hello Ada')).toBeDefined()
  })
})
