import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, type Page } from '@playwright/test'
import { startApp, type RunningApp } from './start-app'

/** An app that journeys use one after the other: a launch costs more than most of them. */
export class SharedApp {
  private started: {
    readonly running: RunningApp
    readonly userData: string
    readonly first: string
  } | null = null
  private printed = 0

  /** As it is after a first start: launched, or the one that `reset` left behind. */
  async open(): Promise<{ readonly page: Page; readonly userData: string }> {
    if (this.started === null) {
      const userData = await mkdtemp(path.join(tmpdir(), 'refshelf-e2e-'))
      const running = await startApp(userData)
      await isAtStart(running.page)
      this.started = { running, userData, first: await readStart(running.page) }
      this.printed = 0
    }
    const { running, userData } = this.started
    return { page: running.page, userData }
  }

  /** What the app wrote to its terminal since this was last asked. */
  newOutput(): string {
    const output = this.started?.running.output() ?? ''
    const news = output.slice(this.printed)
    this.printed = output.length
    return news
  }

  /** Signs out, removes what a journey left behind, and loads the window again. False where the app is not as at first. */
  async reset(): Promise<boolean> {
    if (this.started === null) return false
    const { page } = this.started.running
    try {
      await removeTraces(page)
      await page.emulateMedia({
        media: null,
        colorScheme: 'light',
        reducedMotion: 'no-preference',
        forcedColors: 'none',
      })
      await page.mouse.move(0, 0)
      await page.reload()
      await isAtStart(page)
      const now = await readStart(page)
      return now === this.started.first
    } catch {
      return false
    }
  }

  async close(): Promise<void> {
    await this.started?.running.app.close().catch(() => undefined)
  }

  /** After `close`: the next one to open starts another app, in a folder of its own. */
  async forget(): Promise<void> {
    const userData = this.started?.userData
    this.started = null
    if (userData !== undefined) await rm(userData, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function isAtStart(page: Page): Promise<void> {
  await expect(page.getByRole('textbox', { name: 'Server URL' })).toBeVisible()
}

/** By the calls that the window makes for a user. What they refuse, as long as a job runs, is seen by `readStart`. */
async function removeTraces(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { api } = window
    await api.signOut()
    const [status, bin, locks] = await Promise.all([api.readStatus(), api.listBin(), api.readProtections()])
    if (!status.ok || !bin.ok || !locks.ok) return
    if (status.value.deletion !== null) await api.dismissDeletion({ runId: status.value.deletion.id })
    for (const { id } of status.value.saved) await api.forgetSaved({ id })
    await api.dismissRestore()
    await api.clearTransfers({ batchId: null })
    await api.unstageAssets()
    if (bin.value.length > 0) await api.purgeCopies({ copyIds: bin.value.map(({ id }) => id) })
    const lockIds = locks.value.locks.map(({ id }) => id)
    if (lockIds.length > 0) await api.unprotect({ lockIds })
    await api.saveViewPreferences({ v: 1, columns: null })
  })
}

/** All that a window shows before anybody signs in. The activity is not among it: entries stay for good. */
async function readStart(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const { api } = window
    const answers = await Promise.all([
      api.readStatus(),
      api.readSettings(),
      api.readViewPreferences(),
      api.listBin(),
      api.readTransfers(),
      api.readProtections(),
    ])
    return JSON.stringify(answers)
  })
}
