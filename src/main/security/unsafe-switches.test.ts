import { describe, expect, it } from 'vitest'
import { findUnsafeStart, type StartFacts, type UnsafeStart } from './unsafe-switches'

function find(switches: readonly string[], facts: Partial<StartFacts> = {}): UnsafeStart {
  const start = {
    nodeArguments: [],
    environment: {},
    isPackaged: false,
    isTest: false,
    isTrialRuntime: false,
  }
  return findUnsafeStart({ ...start, hasSwitch: (name) => switches.includes(name), ...facts })
}

const promises = [
  'ignore-certificate-errors',
  'host-resolver-rules',
  'proxy-bypass-list',
  'remote-debugging-port',
  'remote-debugging-pipe',
  'log-net-log',
  'disable-web-security',
]

describe('a start', () => {
  it.each(promises)('with --%s is refused by a packaged app, also in a test, and outside tests', (name) => {
    const refused = { found: [`--${name}`], isRefused: true }
    expect(find([name], { isPackaged: true })).toEqual(refused)
    expect(find([name], { isPackaged: true, isTest: true })).toEqual(refused)
    expect(find([name])).toEqual(refused)
  })

  it('is shown with its switches in a test, except for those of the test driver', () => {
    const test = { isTest: true, nodeArguments: ['--inspect=0'] }
    expect(find(['ignore-certificate-errors', 'remote-debugging-port'], test)).toEqual({
      found: ['--ignore-certificate-errors'],
      isRefused: false,
    })
    expect(find(['remote-debugging-port'], test)).toEqual({ found: [], isRefused: false })
  })

  it('on the trial runtime is a test if a driver’s switch is there, and shows all of them', () => {
    const trial = { isTrialRuntime: true }
    expect(find(['remote-debugging-port'], trial)).toEqual({
      found: ['--remote-debugging-port'],
      isRefused: false,
    })
    expect(find(['host-resolver-rules'], { ...trial, nodeArguments: ['--inspect=0'] })).toEqual({
      found: ['--host-resolver-rules', '--inspect'],
      isRefused: false,
    })
    expect(find(['host-resolver-rules'], trial).isRefused).toBe(true)
    // The package for tests is driven from outside; no package can be debugged from inside.
    expect(find(['remote-debugging-port'], { ...trial, isPackaged: true }).isRefused).toBe(false)
    expect(find(['inspect'], { ...trial, isPackaged: true }).isRefused).toBe(true)
    expect(find(['remote-debugging-port'], { isPackaged: true }).isRefused).toBe(true)
  })

  it('is refused with a debugger of Node, however it is written', () => {
    for (const argument of ['--inspect', '--inspect=9229', '--inspect-brk=0', '--inspect_brk=0'])
      expect(find([], { nodeArguments: [argument] }).isRefused).toBe(true)
    expect(find([], { nodeArguments: ['--max-old-space-size=4096', 'inspect'] }).isRefused).toBe(false)
  })

  it('is refused with a variable that writes the keys of TLS to a file', () => {
    expect(find([], { environment: { SSLKEYLOGFILE: '/tmp/keys' } }).found).toEqual(['SSLKEYLOGFILE'])
    expect(find([], { environment: { SSLKEYLOGFILE: '' } }).isRefused).toBe(false)
  })

  it('is allowed with the switches of the documentation', () => {
    const documented = ['demo', 'scope', 'segments', 'lang', 'user-data-dir', 'no-sandbox', 'password-store']
    expect(find(documented)).toEqual({ found: [], isRefused: false })
  })
})
