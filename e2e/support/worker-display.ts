import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { test as base } from '@playwright/test'

interface DisplayFixtures {
  /** Has no value; the fixture sets `DISPLAY` and `XAUTHORITY` in `process.env`. */
  readonly ownDisplay: undefined
}

// As large as the largest window tested. Without -noreset the X server resets when its last window closes, and refuses
// connections during the reset.
const screen = '-screen 0 1600x1000x24 -noreset'

/** Prints its display and runs until its input closes, so that a killed worker leaves no X server behind. */
const displayScript = 'echo "$DISPLAY $XAUTHORITY"; exec cat'

type DisplayProcess = ChildProcessByStdio<Writable, Readable, null>

/** Undefined without Xvfb: Windows and macOS always have a screen. */
async function startDisplay(): Promise<DisplayProcess | undefined> {
  const args = ['-a', '-s', screen, 'sh', '-c', displayScript]
  const displayProcess = spawn('xvfb-run', args, { stdio: ['pipe', 'pipe', 'ignore'] })
  return once(displayProcess, 'spawn').then(
    () => displayProcess,
    () => undefined,
  )
}

async function displayOf(displayProcess: DisplayProcess): Promise<readonly string[]> {
  for await (const line of createInterface(displayProcess.stdout)) return line.split(' ')
  throw new Error('xvfb-run exited before it printed its display')
}

/**
 * A separate virtual screen for each worker. Apps on one screen share pointer, focus and clipboard, and another journey's
 * window under the pointer can end a drag. With `PWDEBUG` the app uses the real screen.
 */
export const displayTest = base.extend<object, DisplayFixtures>({
  ownDisplay: [
    async ({}, use) => {
      const displayProcess = process.env['PWDEBUG'] === undefined ? await startDisplay() : undefined
      if (displayProcess === undefined) return use(undefined)
      const [display, authority] = await displayOf(displayProcess)
      Object.assign(process.env, { DISPLAY: display, XAUTHORITY: authority })
      await use(undefined)
      const exited = once(displayProcess, 'exit')
      displayProcess.stdin.end()
      await exited
    },
    { scope: 'worker', auto: true },
  ],
})
