import { contextBridge, ipcRenderer } from 'electron'
import { callChannel, callNames, eventChannel, eventNames } from '../shared/ipc/contract'

/** `window.api`, made from the contract: named functions only, no channel by choice, and no event object comes through. */
const api: Record<string, unknown> = {}

for (const name of callNames) {
  api[name] = (input: unknown): Promise<unknown> => ipcRenderer.invoke(callChannel(name), input)
}

for (const name of eventNames) {
  api[name] = (listener: (payload: unknown) => void): (() => void) => {
    const pass = (_event: unknown, payload: unknown): void => {
      listener(payload)
    }
    ipcRenderer.on(eventChannel(name), pass)
    return () => {
      ipcRenderer.removeListener(eventChannel(name), pass)
    }
  }
}

contextBridge.exposeInMainWorld('api', Object.freeze(api))
