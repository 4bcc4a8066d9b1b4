import type { AppFailure } from './failure'

/** A value, or a failure as data. Everything that leaves core or crosses IPC is a result, and nothing throws. */
export type Result<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: AppFailure }

export function succeed<Value>(value: Value): Result<Value> {
  return { ok: true, value }
}

export function fail(failure: AppFailure): { readonly ok: false; readonly failure: AppFailure } {
  return { ok: false, failure }
}

/** Makes a `switch` over a union exhaustive: an unhandled member does not compile. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
