import type { ElectronApplication } from '@playwright/test'

export interface SystemNotices {
  readonly notices: readonly { readonly title: string; readonly body: string }[]
  readonly progress: readonly number[]
}

/** Makes the app believe that it is in the background, and records notifications and progress instead of showing them. */
export async function moveToBackground(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow, Notification }) => {
    const recorded = { notices: [] as unknown[], progress: [] as number[] }
    Object.assign(globalThis, { recorded })
    Notification.isSupported = () => true
    Notification.prototype.show = function (this: Electron.Notification) {
      recorded.notices.push({ title: this.title, body: this.body })
      Object.assign(globalThis, { press: () => this.emit('click') })
    }
    for (const window of BrowserWindow.getAllWindows()) {
      window.isFocused = () => false
      window.setProgressBar = (fraction) => {
        recorded.progress.push(fraction)
      }
    }
  })
}

export function systemNotices(app: ElectronApplication): Promise<SystemNotices> {
  return app.evaluate(() => (globalThis as unknown as { recorded: SystemNotices }).recorded)
}
