import { describe, expect, it } from 'vitest'
import type { Connection } from '../../shared/connection'
import { findOfflineReason } from './offline-reason'

const connectionTo = (host: string): Connection => ({
  id: 'c',
  name: 'c',
  color: 'blue',
  kind: 'server',
  host,
  accountId: 'a',
  readOnly: false,
  key: 'session-only',
})

describe('findOfflineReason', () => {
  it.each(['platform.example', 'demo.example', 'localhost.example'])(
    'reports %s as offline without a network, or if the server is unreachable',
    (host) => {
      const connection = connectionTo(host)
      expect(findOfflineReason({ connection, isServerUnreachable: false }, false)).toBe('network')
      expect(findOfflineReason({ connection, isServerUnreachable: true }, true)).toBe('server')
      expect(findOfflineReason({ connection, isServerUnreachable: false }, true)).toBeNull()
    },
  )

  it.each(['127.0.0.1:8080', 'localhost:1', '[::1]:80', 'demo'])(
    'reports %s, which needs no network, as offline only if the server is unreachable',
    (host) => {
      const connection = connectionTo(host)
      expect(findOfflineReason({ connection, isServerUnreachable: false }, false)).toBeNull()
      expect(findOfflineReason({ connection, isServerUnreachable: true }, false)).toBe('server')
    },
  )

  it('reports nothing without an open connection', () => {
    expect(findOfflineReason({ connection: null, isServerUnreachable: false }, false)).toBeNull()
  })
})
