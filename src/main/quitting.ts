import type { Clock } from '../core/ports'

/** How long what is in flight may take to be finished and told: more than any stop takes (`StopLimits`). Milliseconds. */
const finishMs = 7_500
/** How long the rest may take, for example to give the token back. Milliseconds. */
const farewellMs = 2_000

export interface QuittingPorts {
  readonly clock: Pick<Clock, 'after'>
  /** False: the user stays. */
  readonly confirm: () => Promise<boolean>
  /** Brings the question of `confirm` forward. */
  readonly showQuestion: () => void
  /** Stops what runs; settles when everything in flight is told. */
  readonly finish: () => Promise<void>
  readonly close: () => Promise<void>
  /** Asks the app to quit again; `request` lets it then. */
  readonly leave: () => void
}

type Phase = 'running' | 'asking' | 'finishing' | 'closing' | 'ready'

/**
 * The way from the first request to quit to the end, in less than 10 s after the answer of the user, whatever a server
 * does. A second request does not wait for what is in flight: what it leaves unknown stands in the journals, and the next
 * start settles it.
 */
export class Quitting {
  private phase: Phase = 'running'
  private skip: () => void = () => undefined

  constructor(private readonly ports: QuittingPorts) {}

  /** Whether the app may quit at this moment. */
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
    await this.within(farewellMs, close())
    this.phase = 'ready'
    leave()
  }

  /** Settles with the work, when its time is over, or when somebody asks to quit again. Never rejects. */
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
