import { BrowserWindow } from 'electron'
import { eventChannel, type EventName, type Events } from '../../shared/ipc/contract'

/** Sends an event to every window. */
export function broadcast<Name extends EventName>(name: Name, payload: Events[Name]): void {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.webContents.isDestroyed()) window.webContents.send(eventChannel(name), payload)
  }
}
