import type { ElectronApplication } from '@playwright/test'

/** A question that main asked in a system dialog. */
export interface RecordedQuestion {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly string[]
  readonly defaultId: number
}

/**
 * Answers the questions whose answer main does not take from the window, and records them. Other message boxes, such as the
 * one at quitting, are left to the system.
 */
export async function answerQuestions(app: ElectronApplication, answer: 'confirm' | 'cancel'): Promise<void> {
  await app.evaluate(
    ({ dialog }, response) => {
      const shared = globalThis as unknown as {
        recordedQuestions?: unknown[]
        systemMessageBox?: (...args: unknown[]) => Promise<Electron.MessageBoxReturnValue>
      }
      const recorded = (shared.recordedQuestions ??= [])
      const system = (shared.systemMessageBox ??= dialog.showMessageBox.bind(dialog) as never)
      dialog.showMessageBox = (...args: unknown[]) => {
        const options = args.at(-1) as Electron.MessageBoxOptions
        if (options.cancelId !== 1) return system(...args)
        const { message, detail, buttons, defaultId } = options
        recorded.push({ message, detail, buttons, defaultId })
        return Promise.resolve({ response, checkboxChecked: false })
      }
    },
    answer === 'confirm' ? 0 : 1,
  )
}

export function recordedQuestions(app: ElectronApplication): Promise<readonly RecordedQuestion[]> {
  return app.evaluate(
    () => (globalThis as unknown as { recordedQuestions?: RecordedQuestion[] }).recordedQuestions ?? [],
  )
}
