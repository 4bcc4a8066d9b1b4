/**
 * Switches of Chromium, Electron and Node that undo what the app promises: certificates, the host that is connected to, the
 * walls around pages, or that nothing logs a secret. None is needed to use the app, and Electron adds none of them itself.
 */
const unsafeSwitches = [
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'ignore-urlfetcher-cert-requests',
  'allow-insecure-localhost',
  'unsafely-treat-insecure-origin-as-secure',
  'ssl-key-log-file',
  'ssl-version-min',
  'ssl-version-max',
  'cipher-suite-blacklist',
  'host-resolver-rules',
  'host-rules',
  'proxy-bypass-list',
  'proxy-server',
  'proxy-pac-url',
  'proxy-auto-detect',
  'no-proxy-server',
  'log-net-log',
  'net-log-capture-mode',
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-debugging-io-pipes',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-wait',
  'inspect-port',
  'inspect-publish-uid',
  'debug-port',
  'js-flags',
  'disable-web-security',
  'allow-running-insecure-content',
  'disable-site-isolation-trials',
  'load-extension',
  'disable-extensions-except',
  'auth-server-allowlist',
  'auth-server-whitelist',
  'auth-negotiate-delegate-allowlist',
  'force-webrtc-ip-handling-policy',
  'webrtc-ip-handling-policy',
  'bypasscsp-schemes',
  'secure-schemes',
  'fetch-schemes',
] as const

/** Environment variables with such an effect. */
const unsafeVariables = ['SSLKEYLOGFILE'] as const

/** What a test driver outside the app adds itself, which works with an installed app too. */
const remoteDriverSwitches: ReadonlySet<string> = new Set(['remote-debugging-port', 'remote-debugging-pipe'])

/** What any test driver adds itself. */
const driverSwitches: ReadonlySet<string> = new Set([...remoteDriverSwitches, 'inspect', 'inspect-brk'])

export interface StartFacts {
  readonly hasSwitch: (name: string) => boolean
  /** Arguments of Node, such as `--inspect=0`, which are not among Chromium's switches. */
  readonly nodeArguments: readonly string[]
  readonly environment: NodeJS.ProcessEnv
  readonly isPackaged: boolean
  /** Whether Playwright has announced itself in the main process; through a wrapper script or over CDP it does not. */
  readonly isTest: boolean
  /** On the trial runtime, which is for tests and demos only, a driver's switch also means a test. */
  readonly isTrialRuntime: boolean
}

export interface UnsafeStart {
  /** As on the command line. */
  readonly found: readonly string[]
  readonly isRefused: boolean
}

/**
 * The unsafe switches of this start, and whether it is refused. Only tests may use them; of packages, only the one that is made
 * with the trial runtime for tests lets itself be driven.
 */
export function findUnsafeStart(facts: StartFacts): UnsafeStart {
  const { hasSwitch, nodeArguments, environment, isPackaged, isTest, isTrialRuntime } = facts
  const nodeSwitches = new Set(
    nodeArguments.map((argument) => /^--?([^=]+)/.exec(argument)?.[1]?.replaceAll('_', '-')),
  )
  const switches = unsafeSwitches.filter((name) => hasSwitch(name) || nodeSwitches.has(name))
  const isAnnounced = isTest && !isPackaged
  const drivers = isPackaged ? remoteDriverSwitches : driverSwitches
  const hasDriverSwitch = switches.some((name) => drivers.has(name))
  const isAllowed = isAnnounced || (isTrialRuntime && hasDriverSwitch)
  const variables = unsafeVariables.filter((name) => (environment[name] ?? '') !== '')
  const found = [
    ...switches.filter((name) => !isAnnounced || !driverSwitches.has(name)).map((name) => `--${name}`),
    ...variables,
  ]
  return { found, isRefused: found.length > 0 && !isAllowed }
}
