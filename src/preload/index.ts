import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { callChannel, eventChannel, eventNames, windowCallNames } from '../shared/ipc/contract'
import { pathsOf } from './paths-of'

/** `window.api`, made from the contract: named functions only, no channel by choice, and no event object comes through. */
const api: Record<string, unknown> = {}

for (const name of windowCallNames) {
  api[name] = (input: unknown): Promise<unknown> => ipcRenderer.invoke(callChannel(name), input)
}

// Missing at run time on the oldest runtime, whatever its types say.
const utils = webUtils as typeof webUtils | undefined

// A page can make up a file, but no path for it: what is read here comes from a drop, a paste or nothing.
api.grantFiles = (files: unknown): Promise<unknown> =>
  ipcRenderer.invoke(callChannel('grantPaths'), { paths: pathsOf(files, utils) })

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
