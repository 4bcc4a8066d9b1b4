import { useState } from 'react'
import { t } from '../lib/intl'
import { Button } from './button'
import { Checkbox } from './checkbox'
import './read-only-choice.css'

interface ReadOnlyChoiceProps {
  /** Name of the connection. */
  readonly name: string
  readonly readOnly: boolean
  readonly onChange: (readOnly: boolean) => Promise<void>
  readonly isDisabled?: boolean
}

/** Turns read-only on at once. Turning it off allows deletions, so it asks first, with the focus on keeping it on. */
export function ReadOnlyChoice({ name, readOnly, onChange, isDisabled = false }: ReadOnlyChoiceProps) {
  const [isConfirming, setConfirming] = useState(false)
  return (
    <div className="read-only-choice">
      <Checkbox
        isSelected={readOnly}
        isDisabled={isDisabled}
        onChange={(isChecked) => (isChecked ? onChange(true) : setConfirming(true))}
      >
        <span>
          {t('readOnly.badge')} <span className="visually-hidden">{t('readOnly.of', { name })}</span>
        </span>
      </Checkbox>
      {isConfirming && readOnly && (
        <div className="read-only-confirm">
          <p>{t('readOnly.ask', { name })}</p>
          <Button size="small" autoFocus onPress={() => setConfirming(false)}>
            {t('readOnly.keep')}
          </Button>
          <Button
            size="small"
            variant="danger-plain"
            onPress={() => {
              setConfirming(false)
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
