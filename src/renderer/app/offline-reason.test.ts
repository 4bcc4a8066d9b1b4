import { describe, expect, it } from 'vitest'
import type { Connection } from '../../shared/connection'
import { findOfflineReason } from './offline-reason'

const connectionTo = (host: string): Connection => ({
  ...{ id: 'c', name: 'c', color: 'blue', kind: 'server', host, accountId: 'a', readOnly: false },
  key: 'session-only',
})

describe('being offline', () => {
  it.each(['platform.example', 'demo.example', 'localhost.example'])(
    'is seen for %s by the network, and by its own silence',
    (host) => {
      const connection = connectionTo(host)
      expect(findOfflineReason({ connection, isServerUnreachable: false }, false)).toBe('network')
      expect(findOfflineReason({ connection, isServerUnreachable: true }, true)).toBe('server')
      expect(findOfflineReason({ connection, isServerUnreachable: false }, true)).toBeNull()
    },
  )

  it.each(['127.0.0.1:8080', 'localhost:1', '[::1]:80', 'demo'])(
    'is seen for %s, which needs no network, by its own silence alone',
    (host) => {
      const connection = connectionTo(host)
      expect(findOfflineReason({ connection, isServerUnreachable: false }, false)).toBeNull()
      expect(findOfflineReason({ connection, isServerUnreachable: true }, false)).toBe('server')
    },
  )

  it('is nothing where no connection is open', () => {
    expect(findOfflineReason({ connection: null, isServerUnreachable: false }, false)).toBeNull()
  })
})
