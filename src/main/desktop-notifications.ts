import { BrowserWindow, Notification } from 'electron'
import { broadcast } from './ipc/router'
import { focusMainWindow } from './main-window'
import type { DesktopNotifications, Notice } from './operation-notifier'
import { text } from './locale'

/** Visible notifications. Without a reference they would be garbage-collected, and clicks would be lost. */
const visible = new Set<Notification>()

/** The desktop of the operating system. Only main shows notifications; the window has no permission for them. */
export function systemDesktop(areEnabled: () => boolean): DesktopNotifications {
  return {
    isInFront: () => BrowserWindow.getAllWindows().some((window) => window.isFocused()),
    notify: (notice) => {
      if (areEnabled() && Notification.isSupported()) show(notice)
    },
    showProgress: (fraction) => {
      for (const window of BrowserWindow.getAllWindows()) window.setProgressBar(fraction ?? -1)
    },
  }
}

function show({ title, body, numbers }: Notice): void {
  const notification = new Notification({ title: text(title), body: fill(text(body), numbers) })
  visible.add(notification)
  notification.on('close', () => visible.delete(notification))
  notification.on('failed', () => visible.delete(notification))
  notification.on('click', () => {
    visible.delete(notification)
    focusMainWindow()
    broadcast('watchCommand', 'show-operations')
  })
  notification.show()
}

/** Fills in numbers. These texts have no plural forms, so main needs no message formatter. */
function fill(pattern: string, numbers: Notice['numbers']): string {
  return Object.entries(numbers).reduce(
    (filled, [name, value]) => filled.replace(`{${name}}`, value.toLocaleString()),
    pattern,
  )
}
