import { fail, type Result } from '../../shared/result'

/** Awaits a call to main. If it rejects, because main is gone or a handler threw, returns the failure `internal` instead. */
export async function callMain<Value>(call: Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await call
  } catch {
    return fail({ kind: 'internal', retry: 'now' })
  }
}
