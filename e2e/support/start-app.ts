import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'

const root = path.join(__dirname, '../..')

export interface LaunchOptions {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly executablePath?: string
  /** Of the switch `--lang`; null leaves the choice to the app. English, the language of the contract, unless it says so. */
  readonly language?: string | null
}

export interface RunningApp {
  readonly app: ElectronApplication
  readonly page: Page
  /** All that the app wrote to its terminal so far. */
  readonly output: () => string
}

/** Where the app notes a DELETE without a name. */
export function tripwireOf(userData: string): string {
  return path.join(userData, 'tripwire.log')
}

export async function startApp(userData: string, options: LaunchOptions = {}): Promise<RunningApp> {
  const { args = [], env = {}, executablePath, language = 'en' } = options
  const switches = language === null ? args : [`--lang=${language}`, ...args]
  let output = ''
  const app = await _electron.launch({
    args: [root, `--user-data-dir=${userData}`, '--force-device-scale-factor=1', ...switches],
    env: { ...ownEnvironment(), REFSHELF_TRIPWIRE_FILE: tripwireOf(userData), ...env },
    timeout: 60_000,
    ...(executablePath === undefined ? {} : { executablePath }),
  })
  const keep = (chunk: Buffer): void => {
    output += chunk.toString('utf8')
  }
  app.process().stdout?.on('data', keep)
  app.process().stderr?.on('data', keep)
  boundClose(app)
  const page = await app.firstWindow({ timeout: 60_000 })
  return { app, page, output: () => output }
}

/** How long the runtime may take to leave once it is told to, milliseconds. */
const leavingMs = 20_000

/** Chromium with a keyring was seen to hang at its very end, with everything of ours done: what does not leave is ended with its group. */
function boundClose(app: ElectronApplication): void {
  const close = app.close.bind(app)
  app.close = async () => {
    const timer = setTimeout(() => {
      const { pid } = app.process()
      if (pid !== undefined) process.kill(-pid, 'SIGKILL')
    }, leavingMs)
    await close().finally(() => clearTimeout(timer))
  }
}

/** The tests' own environment without what would reach into the app. */
function ownEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('REFSHELF_'),
  )
  return Object.fromEntries(entries)
}
