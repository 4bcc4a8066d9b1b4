import { stoppedError } from './wordbee-error'

/** The result of `work`, or a `stopped` error as soon as the signal aborts, if the work may be abandoned at that moment. */
export function unlessAborted<Value>(
  work: Promise<Value>,
  signal: AbortSignal | undefined,
  canAbandon: () => boolean = () => true,
): Promise<Value> {
  if (signal === undefined) return work
  return new Promise((resolve, reject) => {
    const abandon = (): void => {
      if (canAbandon()) reject(stoppedError())
    }
    signal.addEventListener('abort', abandon)
    if (signal.aborted) abandon()
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abandon))
  })
}
