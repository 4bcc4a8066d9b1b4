import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AppFailure } from '../../shared/failure'
import { failureDetail, failureText } from '../lib/failure-text'
import { t } from '../lib/intl'
import { UntrustedText } from './untrusted-text'
import './note.css'

interface FailureNoteProps {
  readonly failure: AppFailure
  /** Actions, such as a retry button. */
  readonly children?: ReactNode
}

/** A failure: our message, the server's own text, and actions. */
export function FailureNote({ failure, children }: FailureNoteProps) {
  const detail = failureDetail(failure)
  return (
    <div role="alert" className="note note-danger">
      <CircleAlert aria-hidden className="note-icon" />
      <div className="note-body">
        <p>{failureText(failure.kind)}</p>
        {detail !== null && (
          <p className="note-detail">
            {t('failure.detail')} <UntrustedText text={detail} isProse className="untrusted-text-wrap" />
          </p>
        )}
        {children !== undefined && <div className="note-actions">{children}</div>}
      </div>
    </div>
  )
}
