import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { callChannel, eventChannel, eventNames, windowCallNames } from '../shared/ipc/contract'
import { pathsOf } from './paths-of'

/** `window.api`, built from the contract: only named functions, without free channel names or event objects. */
const api: Record<string, unknown> = {}

for (const name of windowCallNames) {
  api[name] = (input: unknown): Promise<unknown> => ipcRenderer.invoke(callChannel(name), input)
}

// Undefined on the oldest supported runtime, although the types say otherwise.
const utils = webUtils as typeof webUtils | undefined

// A page can create a File but not its path, so only dropped and pasted files have paths here.
api.grantFiles = (files: unknown): Promise<unknown> =>
  ipcRenderer.invoke(callChannel('grantPaths'), { paths: pathsOf(files, utils) })

for (const name of eventNames) {
  api[name] = (listener: (payload: unknown) => void): (() => void) => {
    const forward = (_event: unknown, payload: unknown): void => {
      listener(payload)
    }
    ipcRenderer.on(eventChannel(name), forward)
    return () => {
      ipcRenderer.removeListener(eventChannel(name), forward)
    }
  }
}

contextBridge.exposeInMainWorld('api', Object.freeze(api))
