export interface LinkedAbort {
  readonly signal: AbortSignal
  /** Aborts the signal and removes the listeners from its sources. Call it at the end too: a source may outlive the work. */
  readonly abort: () => void
}

/** A signal that aborts as soon as one of the sources does. */
export function linkAbort(...sources: readonly (AbortSignal | undefined)[]): LinkedAbort {
  const controller = new AbortController()
  function abort(): void {
    for (const source of sources) source?.removeEventListener('abort', abort)
    controller.abort()
  }
  for (const source of sources) source?.addEventListener('abort', abort)
  if (sources.some((source) => source?.aborted)) abort()
  return { signal: controller.signal, abort }
}
