import type { ElectronApplication } from '@playwright/test'

export interface SystemNotices {
  readonly notices: readonly { readonly title: string; readonly body: string }[]
  readonly progress: readonly number[]
}

/** From now on the app is in the background, and what it tells the desktop is noted instead of shown. */
export async function moveToBackground(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow, Notification }) => {
    const told = { notices: [] as unknown[], progress: [] as number[] }
    Object.assign(globalThis, { told })
    Notification.isSupported = () => true
    Notification.prototype.show = function (this: Electron.Notification) {
      told.notices.push({ title: this.title, body: this.body })
      Object.assign(globalThis, { press: () => this.emit('click') })
    }
    for (const window of BrowserWindow.getAllWindows()) {
      window.isFocused = () => false
      window.setProgressBar = (fraction) => {
        told.progress.push(fraction)
      }
    }
  })
}

export function systemNotices(app: ElectronApplication): Promise<SystemNotices> {
  return app.evaluate(() => (globalThis as unknown as { told: SystemNotices }).told)
}
