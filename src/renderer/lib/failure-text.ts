import type { AppFailure, FailureKind } from '../../shared/failure'
import { t } from './intl'

/** What happened and what to do, for each kind of failure. */
export function failureText(kind: FailureKind): string {
  return t(`failure.${kind}`)
}

/** The server's own error text, or null if it gave none. */
export function failureDetail(failure: AppFailure): string | null {
  return failure.detail === undefined || failure.detail.trim() === '' ? null : failure.detail
}
