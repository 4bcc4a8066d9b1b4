import { useState } from 'react'
import { t } from '../lib/intl'
import { Button } from './button'
import { TickBox } from './tick-box'
import './read-only-choice.css'

interface ReadOnlyChoiceProps {
  /** Of the connection. */
  readonly name: string
  readonly readOnly: boolean
  readonly onChange: (readOnly: boolean) => Promise<void>
  readonly isDisabled?: boolean
}

/** On at one press; off only after a question that opens on staying, since it opens the way to deleting. */
export function ReadOnlyChoice({ name, readOnly, onChange, isDisabled = false }: ReadOnlyChoiceProps) {
  const [isAsking, setAsking] = useState(false)
  return (
    <div className="read-only-choice">
      <TickBox
        isSelected={readOnly}
        isDisabled={isDisabled}
        onChange={(isWanted) => (isWanted ? onChange(true) : setAsking(true))}
      >
        <span>
          {t('readOnly.badge')} <span className="visually-hidden">{t('readOnly.of', { name })}</span>
        </span>
      </TickBox>
      {isAsking && readOnly && (
        <div className="read-only-ask">
          <p>{t('readOnly.ask', { name })}</p>
          <Button size="small" autoFocus onPress={() => setAsking(false)}>
            {t('readOnly.keep')}
          </Button>
          <Button
            size="small"
            look="danger-plain"
            onPress={() => {
              setAsking(false)
              void onChange(false)
            }}
          >
            {t('readOnly.allow')}
          </Button>
        </div>
      )}
    </div>
  )
}
