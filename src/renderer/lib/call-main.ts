import { fail, type Result } from '../../shared/result'

/** A call that breaks (main went away, a handler threw) is a failure like any other: nothing rejects in the window. */
export async function callMain<Value>(call: Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await call
  } catch {
    return fail({ kind: 'internal', retry: 'now' })
  }
}
