import { describe, expect, it } from 'vitest'
import { isOurPage } from './is-our-page'

const top = { routingId: 3, processId: 7 }

function event(url: string, frame = top): Parameters<typeof isOurPage>[0] {
  return { senderFrame: { ...frame, url }, sender: { mainFrame: top } }
}

describe('isOurPage', () => {
  it('accepts the top frame of our page', () => {
    expect(isOurPage(event('app://bundle/index.html'))).toBe(true)
  })

  it.each([
    ['another host of our scheme', event('app://other/index.html')],
    ['a look-alike host', event('app://bundle.evil/index.html')],
    ['the network', event('https://bundle/index.html')],
    ['a file', event('file:///index.html')],
    ['an empty address', event('')],
    ['a frame inside our page', event('app://bundle/index.html', { routingId: 4, processId: 7 })],
    ['a frame of another process', event('app://bundle/index.html', { routingId: 3, processId: 8 })],
    ['a destroyed frame', { senderFrame: null, sender: { mainFrame: top } }],
  ])('rejects %s', (_, forged) => {
    expect(isOurPage(forged)).toBe(false)
  })
})
