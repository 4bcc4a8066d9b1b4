import type { DeletionQuestion } from '../../shared/deletion'
import { fail, type Result } from '../../shared/result'
import { isCountTyped } from '../../shared/typed-count'

export interface Consent {
  /** As typed; "" if no number was requested. */
  readonly typedCount: string
  /** Asks the user in a dialog that the window cannot answer. */
  readonly confirmWithoutCopies: (question: DeletionQuestion) => Promise<boolean>
}

/**
 * Why a frozen plan must not start, or null. The plan decides what has to be confirmed, whatever the window says. Failures:
 * `request-invalid` (another number), `stopped` (the user cancelled).
 */
export async function refuseWithoutConsent(
  question: DeletionQuestion,
  { typedCount, confirmWithoutCopies }: Consent,
): Promise<Extract<Result<never>, { ok: false }> | null> {
  if (!isCountTyped(typedCount, question.countToType)) return fail({ kind: 'request-invalid', retry: 'no' })
  if (question.keepsCopies || (await confirmWithoutCopies(question))) return null
  return fail({ kind: 'stopped', retry: 'no' })
}
