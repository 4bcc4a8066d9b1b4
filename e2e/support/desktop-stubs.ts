import { pathToFileURL } from 'node:url'
import type { ElectronApplication } from '@playwright/test'

/** One call of `startDrag`, as the desktop would have got it. */
export interface RecordedDrag {
  readonly file: string
  readonly files: readonly string[] | null
  /** The desktop refuses a drag without a picture. */
  readonly hasIcon: boolean
}

/** From now on drags out of the window begin on no desktop: they are noted. Read them by `notedDrags`. */
export async function recordDrags(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ app: electronApp, webContents }) => {
    const noted: unknown[] = []
    Object.assign(globalThis, { recordedDrags: noted })
    const note = (contents: Electron.WebContents): void => {
      contents.startDrag = (item) => {
        const { file, files, icon } = item
        const hasIcon = typeof icon === 'string' ? icon !== '' : !icon.isEmpty()
        noted.push({ file, files: files ?? null, hasIcon })
      }
    }
    webContents.getAllWebContents().forEach(note)
    electronApp.on('web-contents-created', (_event, contents) => note(contents))
  })
}

export function recordedDrags(app: ElectronApplication): Promise<readonly RecordedDrag[]> {
  return app.evaluate(() => (globalThis as unknown as { recordedDrags: RecordedDrag[] }).recordedDrags)
}

/** What main asked the system's dialog for. */
export interface RecordedDialog {
  readonly kind: 'open' | 'save'
  readonly properties: readonly string[]
  readonly defaultPath: string | null
}

/**
 * The system's dialogs answer by themselves from now on: the next one with the first of these, and so on; null, and what
 * comes after the last, is a dialog that was closed.
 */
export async function answerDialogs(
  app: ElectronApplication,
  answers: readonly (readonly string[] | null)[],
): Promise<void> {
  await app.evaluate(
    ({ dialog }, given) => {
      const noted: unknown[] = []
      const left = [...given]
      Object.assign(globalThis, { recordedDialogs: noted })
      const next = (kind: 'open' | 'save', args: readonly unknown[]): readonly string[] => {
        const options = (args.at(-1) ?? {}) as Electron.OpenDialogOptions
        noted.push({ kind, properties: options.properties ?? [], defaultPath: options.defaultPath ?? null })
        return left.shift() ?? []
      }
      dialog.showOpenDialog = (...args: unknown[]) => {
        const filePaths = [...next('open', args)]
        return Promise.resolve({ canceled: filePaths.length === 0, filePaths })
      }
      dialog.showSaveDialog = (...args: unknown[]) => {
        const [filePath = ''] = next('save', args)
        return Promise.resolve({ canceled: filePath === '', filePath })
      }
    },
    answers.map((answer) => (answer === null ? null : [...answer])),
  )
}

export function recordedDialogs(app: ElectronApplication): Promise<readonly RecordedDialog[]> {
  return app.evaluate(() => (globalThis as unknown as { recordedDialogs: RecordedDialog[] }).recordedDialogs)
}

/** Puts files on the clipboard, as a file manager does; `Control+V` in the window then gives a page real `File`s. Linux only. */
export async function copyFilesAsDesktop(app: ElectronApplication, paths: readonly string[]): Promise<void> {
  const list = paths.map((file) => `${pathToFileURL(file).href}\r\n`).join('')
  await app.evaluate(({ clipboard }, text) => {
    clipboard.clear()
    // Only of the runtime that the journeys run on: newer ones have another way, and no types for this one.
    const { writeBuffer } = clipboard as unknown as { writeBuffer: (format: string, bytes: Buffer) => void }
    writeBuffer.call(clipboard, 'text/uri-list', Buffer.from(text))
  }, list)
}
