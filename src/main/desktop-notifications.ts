import { BrowserWindow, Notification } from 'electron'
import { broadcast } from './ipc/router'
import type { DesktopNotifications, Notice } from './operation-notifier'
import { text } from './locale'

/** In front of everything else, and not minimised. */
export function focusMainWindow(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window === undefined) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** Notices of the system while they stand: one that nobody holds is forgotten, and its press with it. */
const standing = new Set<Notification>()

/** The desktop of the operating system. Notices are the app's own: the window may not ask for any. */
export function systemDesktop(areWanted: () => boolean): DesktopNotifications {
  return {
    isInFront: () => BrowserWindow.getAllWindows().some((window) => window.isFocused()),
    notify: (notice) => {
      if (areWanted() && Notification.isSupported()) show(notice)
    },
    showProgress: (fraction) => {
      for (const window of BrowserWindow.getAllWindows()) window.setProgressBar(fraction ?? -1)
    },
  }
}

function show({ title, body, numbers }: Notice): void {
  const notification = new Notification({ title: text(title), body: fill(text(body), numbers) })
  standing.add(notification)
  notification.on('close', () => standing.delete(notification))
  notification.on('failed', () => standing.delete(notification))
  notification.on('click', () => {
    standing.delete(notification)
    focusMainWindow()
    broadcast('watchCommand', 'show-operations')
  })
  notification.show()
}

/** Main formats nothing but these: each placeholder is a number, and no word depends on it. */
function fill(pattern: string, numbers: Notice['numbers']): string {
  return Object.entries(numbers).reduce(
    (filled, [name, value]) => filled.replace(`{${name}}`, value.toLocaleString()),
    pattern,
  )
}
