import { describe, expect, it } from 'vitest'
import { readStartRequest } from './command-line'

function read(
  switches: Record<string, string>,
  environment: NodeJS.ProcessEnv = {},
): ReturnType<typeof readStartRequest> {
  return readStartRequest(
    { hasSwitch: (name) => name in switches, getSwitchValue: (name) => switches[name] ?? '' },
    environment,
  )
}

describe('readStartRequest', () => {
  it('requests nothing by default', () => {
    expect(read({})).toEqual({ demo: false, place: null, language: '', mayOpenSaved: true, access: null })
  })

  it('reads a place from scope and segments', () => {
    expect(read({ scope: 'pr7214', segments: '27665601,27665602, x,0' }).place).toEqual({
      kind: 'segments',
      scope: 'pr7214',
      segmentIds: [27_665_601, 27_665_602],
    })
    expect(read({ scope: 'pr7214' }).place).toBeNull()
  })

  it('uses the environment only if it contains a complete connection', () => {
    const environment = {
      REFSHELF_SERVER_URL: 'http://127.0.0.1:1',
      REFSHELF_ACCOUNT_ID: 'a',
      REFSHELF_API_KEY: 'k',
    }
    expect(read({}, environment).access).toEqual({
      serverUrl: 'http://127.0.0.1:1',
      accountId: 'a',
      apiKey: 'k',
    })
    expect(read({}, { REFSHELF_SERVER_URL: 'http://127.0.0.1:1' }).access).toBeNull()
  })

  it('does not open the saved connection if another one is requested', () => {
    expect(read({ scope: 'pr7214', segments: '1' }).mayOpenSaved).toBe(true)
    expect(read({ demo: '' }).mayOpenSaved).toBe(false)
    for (const name of ['REFSHELF_SERVER_URL', 'REFSHELF_ACCOUNT_ID', 'REFSHELF_API_KEY'])
      expect(read({}, { [name]: '' }).mayOpenSaved).toBe(false)
  })

  it('requests the demo', () => {
    expect(read({ demo: '' }).demo).toBe(true)
  })
})
