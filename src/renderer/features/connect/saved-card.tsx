import { ChevronRight, KeyRound, LockKeyhole, TriangleAlert, X, type LucideIcon } from 'lucide-react'
import { Button as PlainButton } from 'react-aria-components/Button'
import type { KeyState, SavedConnection } from '../../../shared/connection'
import type { AppFailure } from '../../../shared/failure'
import { Button } from '../../components/button'
import { ColorDot } from '../../components/color-dot'
import { FailureNote } from '../../components/failure-note'
import { ReadOnlyChoice } from '../../components/read-only-choice'
import { Spinner } from '../../components/spinner'
import { Tip } from '../../components/tip'
import { accountText } from '../../lib/format'
import { t } from '../../lib/intl'
import type { KeyRequest } from './connect-store'
import { KeyForm } from './key-form'
import { KeyActions } from './key-actions'

const keyIcons: Readonly<Record<KeyState, LucideIcon>> = {
  'saved-securely': LockKeyhole,
  'session-only': KeyRound,
  'stored-key-unreadable': TriangleAlert,
  'stored-key-elsewhere': TriangleAlert,
}

/** Whether a key is stored that this connection cannot use. */
function isUnusable(key: KeyState): boolean {
  return key === 'stored-key-unreadable' || key === 'stored-key-elsewhere'
}

export interface SavedCardProps {
  readonly saved: SavedConnection
  readonly isBusy: boolean
  readonly isDisabled: boolean
  readonly failure: AppFailure | null
  readonly keyRequest: KeyRequest | null
  readonly onOpen: () => void
  readonly onKey: (request: KeyRequest, apiKey: string) => void
  readonly onRequestKey: (request: KeyRequest | null) => void
  readonly onForget: () => void
  readonly onReadOnly: (readOnly: boolean) => Promise<void>
}

export function SavedCard(props: SavedCardProps) {
  const { saved, isBusy, isDisabled, failure, keyRequest } = props
  const KeyIcon = keyIcons[saved.key]
  const host = saved.serverUrl.replace(/^https?:\/\//, '')
  return (
    <li className="saved-card" aria-busy={isBusy}>
      <div className="saved-card-row">
        <PlainButton className="saved-card-open" isDisabled={isDisabled} onPress={props.onOpen}>
          <ColorDot color={saved.color} />
          <span className="saved-card-text">
            <span className="saved-card-name">{saved.name}</span>
            <span className="saved-card-host">{accountText({ ...saved, host })}</span>
            <span className="saved-card-key" data-key={saved.key}>
              <KeyIcon aria-hidden />
              {t(`key.${saved.key}`)}
            </span>
          </span>
          {isBusy ? <Spinner /> : <ChevronRight aria-hidden className="saved-card-arrow" />}
        </PlainButton>
        <Tip text={t('saved.forget.tip')}>
          <Button
            variant="quiet"
            size="small"
            isDisabled={isDisabled}
            aria-label={t('saved.forget', { name: saved.name })}
            icon={<X aria-hidden />}
            onPress={props.onForget}
          />
        </Tip>
      </div>
      <div className="saved-card-choice">
        <ReadOnlyChoice
          name={saved.name}
          readOnly={saved.readOnly}
          isDisabled={isDisabled}
          onChange={props.onReadOnly}
        />
      </div>
      {failure !== null && <FailureNote failure={failure} />}
      {isUnusable(saved.key) && keyRequest === null && (
        <div className="saved-card-actions">
          <KeyActions {...props} id={saved.id} />
        </div>
      )}
      {keyRequest !== null && (
        <KeyForm
          key={keyRequest.use}
          name={saved.name}
          use={keyRequest.use}
          onSubmit={(apiKey) => props.onKey(keyRequest, apiKey)}
          onCancel={() => props.onRequestKey(null)}
        />
      )}
    </li>
  )
}
