import { pathToFileURL } from 'node:url'
import type { ElectronApplication } from '@playwright/test'

/** One call of `startDrag`, with what the desktop would have received. */
export interface RecordedDrag {
  readonly file: string
  readonly files: readonly string[] | null
  /** The desktop refuses a drag without an icon. */
  readonly hasIcon: boolean
}

/** Replaces `startDrag`: drags out of the window are recorded instead of started. Read them with `recordedDrags`. */
export async function recordDrags(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ app: electronApp, webContents }) => {
    const recorded: unknown[] = []
    Object.assign(globalThis, { recordedDrags: recorded })
    const stubStartDrag = (contents: Electron.WebContents): void => {
      contents.startDrag = (item) => {
        const { file, files, icon } = item
        const hasIcon = typeof icon === 'string' ? icon !== '' : !icon.isEmpty()
        recorded.push({ file, files: files ?? null, hasIcon })
      }
    }
    webContents.getAllWebContents().forEach(stubStartDrag)
    electronApp.on('web-contents-created', (_event, contents) => stubStartDrag(contents))
  })
}

export function recordedDrags(app: ElectronApplication): Promise<readonly RecordedDrag[]> {
  return app.evaluate(() => (globalThis as unknown as { recordedDrags: RecordedDrag[] }).recordedDrags)
}

/** One system dialog that main opened. */
export interface RecordedDialog {
  readonly kind: 'open' | 'save'
  readonly properties: readonly string[]
  readonly defaultPath: string | null
}

/**
 * Replaces the system's file dialogs. They return these answers in order; null means cancelled, as does every dialog after
 * the last answer.
 */
export async function answerDialogs(
  app: ElectronApplication,
  answers: readonly (readonly string[] | null)[],
): Promise<void> {
  await app.evaluate(
    ({ dialog }, queued) => {
      const recorded: unknown[] = []
      const remaining = [...queued]
      Object.assign(globalThis, { recordedDialogs: recorded })
      const next = (kind: 'open' | 'save', args: readonly unknown[]): readonly string[] => {
        const options = (args.at(-1) ?? {}) as Electron.OpenDialogOptions
        recorded.push({
          kind,
          properties: options.properties ?? [],
          defaultPath: options.defaultPath ?? null,
        })
        return remaining.shift() ?? []
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

/** Copies files to the clipboard as a file manager does, so that `Control+V` gives the page real `File`s. Linux only. */
export async function copyFilesAsDesktop(app: ElectronApplication, paths: readonly string[]): Promise<void> {
  const list = paths.map((file) => `${pathToFileURL(file).href}\r\n`).join('')
  await app.evaluate(({ clipboard }, text) => {
    clipboard.clear()
    // `writeBuffer` exists in the pinned runtime; newer majors replaced it and dropped its type.
    const { writeBuffer } = clipboard as unknown as { writeBuffer: (format: string, bytes: Buffer) => void }
    writeBuffer.call(clipboard, 'text/uri-list', Buffer.from(text))
  }, list)
}
