import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { test as base } from '@playwright/test'

interface DisplayFixtures {
  /** Nothing to use: it is there for what it does to `process.env`. */
  readonly ownDisplay: undefined
}

// As large as the largest window tested. -noreset: when its last window goes, an X server begins anew by itself, and turns away
// whoever comes at that moment.
const screen = '-screen 0 1600x1000x24 -noreset'

/** Says which display it runs on, and stays until nobody holds its input open: a worker that is killed leaves none behind. */
const holdDisplay = 'echo "$DISPLAY $XAUTHORITY"; exec cat'

type Holder = ChildProcessByStdio<Writable, Readable, null>

/** Undefined where there is no Xvfb: Windows and macOS always have a screen. */
async function startHolder(): Promise<Holder | undefined> {
  const args = ['-a', '-s', screen, 'sh', '-c', holdDisplay]
  const holder = spawn('xvfb-run', args, { stdio: ['pipe', 'pipe', 'ignore'] })
  return once(holder, 'spawn').then(
    () => holder,
    () => undefined,
  )
}

async function displayOf(holder: Holder): Promise<readonly string[]> {
  for await (const line of createInterface(holder.stdout)) return line.split(' ')
  throw new Error('xvfb-run ended before it told of its display')
}

/**
 * A screen of its own for each worker. Two apps on one screen share its pointer, its focus and its clipboard: a window that
 * another journey opens or closes under the pointer is told as a move without a button, which ends a drag that had just begun.
 * With `PWDEBUG` somebody wants to look: then it is the screen that they sit at.
 */
export const displayTest = base.extend<object, DisplayFixtures>({
  ownDisplay: [
    async ({}, use) => {
      const holder = process.env['PWDEBUG'] === undefined ? await startHolder() : undefined
      if (holder === undefined) return use(undefined)
      const [display, authority] = await displayOf(holder)
      Object.assign(process.env, { DISPLAY: display, XAUTHORITY: authority })
      await use(undefined)
      const hasLeft = once(holder, 'exit')
      holder.stdin.end()
      await hasLeft
    },
    { scope: 'worker', auto: true },
  ],
})
