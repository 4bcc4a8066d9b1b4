import type { AppFailure } from './failure'

/** What crosses IPC and leaves core: a value, or a failure as data. Nothing throws across a process. */
export type Result<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: AppFailure }

export function succeed<Value>(value: Value): Result<Value> {
  return { ok: true, value }
}

export function fail(failure: AppFailure): { readonly ok: false; readonly failure: AppFailure } {
  return { ok: false, failure }
}

/** Ends a `switch` over a closed union: a new member that is not handled does not compile. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
