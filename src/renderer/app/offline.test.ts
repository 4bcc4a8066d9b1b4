import { describe, expect, it } from 'vitest'
import type { Connection } from '../../shared/connection'
import { offlineOf } from './offline'

const connectedTo = (host: string): Connection => ({
  ...{ id: 'c', name: 'c', color: 'blue', kind: 'server', host, accountId: 'a', readOnly: false },
  key: 'session-only',
})

describe('being offline', () => {
  it.each(['platform.example', 'demo.example', 'localhost.example'])(
    'is seen for %s by the network, and by its own silence',
    (host) => {
      const connection = connectedTo(host)
      expect(offlineOf({ connection, isServerLost: false }, false)).toBe('network')
      expect(offlineOf({ connection, isServerLost: true }, true)).toBe('server')
      expect(offlineOf({ connection, isServerLost: false }, true)).toBeNull()
    },
  )

  it.each(['127.0.0.1:8080', 'localhost:1', '[::1]:80', 'demo'])(
    'is seen for %s, which needs no network, by its own silence alone',
    (host) => {
      const connection = connectedTo(host)
      expect(offlineOf({ connection, isServerLost: false }, false)).toBeNull()
      expect(offlineOf({ connection, isServerLost: true }, false)).toBe('server')
    },
  )

  it('is nothing where no connection is open', () => {
    expect(offlineOf({ connection: null, isServerLost: false }, false)).toBeNull()
  })
})
