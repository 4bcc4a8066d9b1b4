import type { Clock } from '../core/ports'

/** Time limit for finishing and reporting what is in flight, milliseconds. Longer than any stop takes (`StopLimits`). */
const finishMs = 7_500
/** Time limit for closing, for example for signing out, milliseconds. */
const closeMs = 2_000

export interface QuittingPorts {
  readonly clock: Pick<Clock, 'after'>
  /** Resolves to false if the user cancels. */
  readonly confirm: () => Promise<boolean>
  /** Focuses the open confirmation of `confirm`. */
  readonly showQuestion: () => void
  /** Stops running operations; resolves when everything in flight is reported. */
  readonly finish: () => Promise<void>
  readonly close: () => Promise<void>
  /** Requests the quit again; `request` then allows it. */
  readonly leave: () => void
}

type Phase = 'running' | 'asking' | 'finishing' | 'closing' | 'ready'

/**
 * Quits the app in less than 10 s after the user confirms, whatever a server does. A second request skips the waiting: outcomes
 * that are still unknown are in the journals, and the next start settles them.
 */
export class Quitting {
  private phase: Phase = 'running'
  private skip: () => void = () => undefined

  constructor(private readonly ports: QuittingPorts) {}

  /** Handles a request to quit; returns whether the app may quit now. */
  request(): boolean {
    if (this.phase === 'running') void this.run()
    else if (this.phase === 'asking') this.ports.showQuestion()
    else this.skip()
    return this.phase === 'ready'
  }

  private async run(): Promise<void> {
    const { confirm, finish, close, leave } = this.ports
    this.phase = 'asking'
    if (!(await confirm().catch(() => true))) {
      this.phase = 'running'
      return
    }
    this.phase = 'finishing'
    await this.within(finishMs, finish())
    this.phase = 'closing'
    await this.within(closeMs, close())
    this.phase = 'ready'
    leave()
  }

  /** Resolves with the work, after the time limit, or at the next request to quit. Never rejects. */
  private within(ms: number, work: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.ports.clock.after(ms, resolve)
      const done = (): void => {
        cancel()
        resolve()
      }
      this.skip = done
      void work.then(done, done)
    })
  }
}
