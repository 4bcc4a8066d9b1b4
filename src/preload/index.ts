import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { callChannel, eventChannel, eventNames, windowCallNames } from '../shared/ipc/contract'
import { contentsOf } from './contents-of'
import { GivenFiles } from './given-files'
import { splitByPath } from './paths-of'

/** `window.api`, built from the contract: only named functions, without free channel names or event objects. */
const api: Record<string, unknown> = {}

for (const name of windowCallNames) {
  api[name] = (input: unknown): Promise<unknown> => ipcRenderer.invoke(callChannel(name), input)
}

// Undefined on the oldest supported runtime, although the types say otherwise.
const utils = webUtils as typeof webUtils | undefined

interface FilesOfEvent {
  readonly files: ArrayLike<File>
}

/** The used part of the page's window: this project has no DOM types. */
const page = globalThis as unknown as {
  readonly addEventListener: (
    name: 'paste' | 'drop',
    listener: (event: {
      readonly isTrusted: boolean
      readonly clipboardData?: FilesOfEvent | null
      readonly dataTransfer?: FilesOfEvent | null
    }) => void,
    isCapture: boolean,
  ) => void
}
const given = new GivenFiles()
const noticeFiles = (isTrusted: boolean, found: FilesOfEvent | null | undefined): void =>
  given.notice({ isTrusted, files: Array.from(found?.files ?? []) })
page.addEventListener('paste', ({ isTrusted, clipboardData }) => noticeFiles(isTrusted, clipboardData), true)
page.addEventListener('drop', ({ isTrusted, dataTransfer }) => noticeFiles(isTrusted, dataTransfer), true)

// A page can create a File but not its path, so only dropped and pasted files have paths here. Those without a path are given by their bytes, if the user gave them.
api.grantFiles = async (files: unknown): Promise<unknown> => {
  const { paths, pathless } = splitByPath(files, utils)
  const contents = await contentsOf(given.match(pathless))
  return ipcRenderer.invoke(callChannel('grantPaths'), { paths, contents }) as Promise<unknown>
}

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
