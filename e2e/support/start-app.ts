import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { answerQuestions } from './native-questions'

const root = path.join(__dirname, '../..')

export interface LaunchOptions {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly executablePath?: string
  /** The folder of another app, to compare with. */
  readonly appPath?: string
  /** The switch `--lang`; null leaves the choice to the app. English by default, which the journeys' locators need. */
  readonly language?: string | null
  /** Whether animations run. Off by default, because drawing them takes a third of the processor time of a journey. */
  readonly motion?: boolean
}

export interface RunningApp {
  readonly app: ElectronApplication
  readonly page: Page
  /** The app's whole output so far. */
  readonly output: () => string
}

/** The file in which the app records a DELETE without a file name. */
export function tripwireOf(userData: string): string {
  return path.join(userData, 'tripwire.log')
}

export async function startApp(userData: string, options: LaunchOptions = {}): Promise<RunningApp> {
  const { args = [], env = {}, executablePath, appPath = root, language = 'en', motion = false } = options
  const switches = [
    ...(language === null ? [] : [`--lang=${language}`]),
    ...(motion ? [] : ['--force-prefers-reduced-motion']),
    ...args,
  ]
  let output = ''
  const app = await _electron.launch({
    args: [appPath, `--user-data-dir=${userData}`, '--force-device-scale-factor=1', ...switches],
    env: { ...environmentForApp(), REFSHELF_TRIPWIRE_FILE: tripwireOf(userData), ...env },
    timeout: 60_000,
    ...(executablePath === undefined ? {} : { executablePath }),
  })
  const append = (chunk: Buffer): void => {
    output += chunk.toString('utf8')
  }
  app.process().stdout?.on('data', append)
  app.process().stderr?.on('data', append)
  limitClose(app)
  const page = await app.firstWindow({ timeout: 60_000 })
  // A system dialog would wait forever. Journeys about these questions set other answers.
  await answerQuestions(app, 'confirm')
  return { app, page, output: () => output }
}

/** How long the runtime may take to exit after `close`, milliseconds. */
const exitTimeoutMs = 20_000

/** Kills the process group if the app does not exit in time: Chromium with a keyring can hang after the app has shut down. */
function limitClose(app: ElectronApplication): void {
  const close = app.close.bind(app)
  app.close = async () => {
    const timer = setTimeout(() => {
      const { pid } = app.process()
      if (pid !== undefined) process.kill(-pid, 'SIGKILL')
    }, exitTimeoutMs)
    await close().finally(() => clearTimeout(timer))
  }
}

/** The environment of the tests without the variables that configure the app. */
function environmentForApp(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('REFSHELF_'),
  )
  return Object.fromEntries(entries)
}
