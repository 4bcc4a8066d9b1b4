import { t } from '../lib/intl'
import { Checkbox } from './checkbox'

interface ReadOnlyChoiceProps {
  /** Name of the connection. */
  readonly name: string
  readonly readOnly: boolean
  readonly onChange: (readOnly: boolean) => Promise<void>
  readonly isDisabled?: boolean
}

/** Turns read-only on at once. Before it is turned off, which allows deletions, main asks. */
export function ReadOnlyChoice({ name, readOnly, onChange, isDisabled = false }: ReadOnlyChoiceProps) {
  return (
    <Checkbox isSelected={readOnly} isDisabled={isDisabled} onChange={onChange}>
      <span>
        {t('readOnly.badge')} <span className="visually-hidden">{t('readOnly.of', { name })}</span>
      </span>
    </Checkbox>
  )
}
