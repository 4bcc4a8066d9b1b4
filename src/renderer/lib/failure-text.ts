import type { AppFailure, FailureKind } from '../../shared/failure'
import { t } from './intl'

/** What happened, and what to do: every kind of failure has its own sentence. */
export function failureText(kind: FailureKind): string {
  return t(`failure.${kind}`)
}

/** The server's own words, where it gave any. */
export function failureDetail(failure: AppFailure): string | null {
  return failure.detail === undefined || failure.detail.trim() === '' ? null : failure.detail
}
