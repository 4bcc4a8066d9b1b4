import { stoppedError } from './budget/permit-queue'

/** The same, or `stopped` as soon as the signal is aborted, if the call may be left at that moment. */
export function unlessAborted<Value>(
  work: Promise<Value>,
  signal: AbortSignal | undefined,
  mayLeave: () => boolean = () => true,
): Promise<Value> {
  if (signal === undefined) return work
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      if (mayLeave()) reject(stoppedError())
    }
    signal.addEventListener('abort', leave)
    if (signal.aborted) leave()
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}
