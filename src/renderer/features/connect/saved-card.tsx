import { ChevronRight, KeyRound, LockKeyhole, TriangleAlert, X, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { Button as PlainButton } from 'react-aria-components/Button'
import type { KeyState, SavedConnection } from '../../../shared/connection'
import type { AppFailure } from '../../../shared/failure'
import { Button } from '../../components/button'
import { ColorDot } from '../../components/color-dot'
import { FailureNote } from '../../components/failure-note'
import { ReadOnlyChoice } from '../../components/read-only-choice'
import { Spinner } from '../../components/spinner'
import { Tip } from '../../components/tip'
import { whereText } from '../../lib/format'
import { t } from '../../lib/intl'
import type { KeyWanted } from './connect-store'
import { KeyForm } from './key-form'
import { KeyWays } from './key-ways'

const KEY_ICONS: Readonly<Record<KeyState, LucideIcon>> = {
  'saved-securely': LockKeyhole,
  'session-only': KeyRound,
  'stored-key-unreadable': TriangleAlert,
}

export interface SavedCardProps {
  readonly saved: SavedConnection
  readonly isBusy: boolean
  readonly isDisabled: boolean
  readonly failure: AppFailure | null
  readonly keyWanted: KeyWanted | null
  readonly onOpen: () => void
  readonly onKey: (wanted: KeyWanted, apiKey: string) => void
  readonly onAskForKey: (wanted: KeyWanted | null) => void
  readonly onForget: () => void
  readonly onReadOnly: (readOnly: boolean) => Promise<void>
}

interface ForgetActionsProps {
  readonly name: string
  readonly onForget: () => void
  readonly onKeep: () => void
}

/** The stored key goes with it and cannot be had back from here, so it takes a second press. */
function ForgetActions({ name, onForget, onKeep }: ForgetActionsProps) {
  return (
    <div className="saved-card-ways">
      <p className="saved-card-ask">{t('saved.forget.ask', { name })}</p>
      <Button size="small" autoFocus onPress={onKeep}>
        {t('saved.forget.keep')}
      </Button>
      <Button look="danger-plain" size="small" onPress={onForget}>
        {t('saved.forget.confirm')}
      </Button>
    </div>
  )
}

export function SavedCard(props: SavedCardProps) {
  const { saved, isBusy, isDisabled, failure, keyWanted } = props
  const [isForgetting, setForgetting] = useState(false)
  const KeyIcon = KEY_ICONS[saved.key]
  const host = saved.serverUrl.replace(/^https?:\/\//, '')
  return (
    <li className="saved-card" aria-busy={isBusy}>
      <div className="saved-card-row">
        <PlainButton className="saved-card-open" isDisabled={isDisabled} onPress={props.onOpen}>
          <ColorDot color={saved.color} />
          <span className="saved-card-text">
            <span className="saved-card-name">{saved.name}</span>
            <span className="saved-card-host">{whereText({ ...saved, host })}</span>
            <span className="saved-card-key" data-key={saved.key}>
              <KeyIcon aria-hidden />
              {t(`key.${saved.key}`)}
            </span>
          </span>
          {isBusy ? <Spinner /> : <ChevronRight aria-hidden className="saved-card-go" />}
        </PlainButton>
        <Tip text={t('saved.forget.tip')}>
          <Button
            look="quiet"
            size="small"
            isDisabled={isDisabled}
            aria-label={t('saved.forget', { name: saved.name })}
            icon={<X aria-hidden />}
            onPress={() => setForgetting(true)}
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
      {isForgetting && (
        <ForgetActions name={saved.name} onForget={props.onForget} onKeep={() => setForgetting(false)} />
      )}
      {failure !== null && <FailureNote failure={failure} />}
      {saved.key === 'stored-key-unreadable' && keyWanted === null && (
        <div className="saved-card-ways">
          <KeyWays {...props} id={saved.id} />
        </div>
      )}
      {keyWanted !== null && (
        <KeyForm
          key={keyWanted.use}
          name={saved.name}
          use={keyWanted.use}
          onSubmit={(apiKey) => props.onKey(keyWanted, apiKey)}
          onCancel={() => props.onAskForKey(null)}
        />
      )}
    </li>
  )
}
