import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, type Page } from '@playwright/test'
import { startApp, type RunningApp } from './start-app'

/** An app that journeys use one after another, because a launch takes longer than most of them. */
export class SharedApp {
  private started: {
    readonly running: RunningApp
    readonly userData: string
    readonly firstState: string
  } | null = null
  private readLength = 0

  /** The app in the state of a first start: newly launched, or reset. */
  async open(): Promise<{ readonly page: Page; readonly userData: string }> {
    if (this.started === null) {
      const userData = await mkdtemp(path.join(tmpdir(), 'refshelf-e2e-'))
      const running = await startApp(userData)
      await expectStartScreen(running.page)
      this.started = { running, userData, firstState: await readStartState(running.page) }
      this.readLength = 0
    }
    const { running, userData } = this.started
    return { page: running.page, userData }
  }

  /** The app's output since the last call. */
  newOutput(): string {
    const output = this.started?.running.output() ?? ''
    const added = output.slice(this.readLength)
    this.readLength = output.length
    return added
  }

  /** Signs out, removes a journey's traces and reloads the window. Returns false if the state differs from a first start. */
  async reset(): Promise<boolean> {
    if (this.started === null) return false
    const { page } = this.started.running
    try {
      await removeTraces(page)
      await page.emulateMedia({
        media: null,
        colorScheme: 'light',
        reducedMotion: 'reduce',
        forcedColors: 'none',
      })
      await page.mouse.move(0, 0)
      await page.reload()
      await expectStartScreen(page)
      const now = await readStartState(page)
      return now === this.started.firstState
    } catch {
      return false
    }
  }

  async close(): Promise<void> {
    await this.started?.running.app.close().catch(() => undefined)
  }

  /** Call after `close`. Removes the app's folder; the next `open` starts a new app. */
  async forget(): Promise<void> {
    const userData = this.started?.userData
    this.started = null
    if (userData !== undefined) await rm(userData, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function expectStartScreen(page: Page): Promise<void> {
  await expect(page.getByRole('textbox', { name: 'Server URL' })).toBeVisible()
}

/** Uses the window's own calls. `readStartState` detects what they refuse while a deletion runs. */
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

/** What the window shows before sign-in. The activity is excluded, because its entries are permanent. */
async function readStartState(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const { api } = window
    const states = await Promise.all([
      api.readStatus(),
      api.readSettings(),
      api.readViewPreferences(),
      api.listBin(),
      api.readTransfers(),
      api.readProtections(),
    ])
    return JSON.stringify(states)
  })
}
