import { ChevronDown } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { ComboBox } from 'react-aria-components/ComboBox'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { UntrustedText } from './untrusted-text'
import './combo-field.css'
import './text-field.css'

interface ComboChoice {
  readonly value: string
  /** A detail shown beside the value, such as a segment's text. */
  readonly detail: string | null
}

interface ComboFieldProps {
  readonly label: string
  readonly value: string
  /** Choices that match the typed text. Other values can be typed as well. */
  readonly choices: readonly ComboChoice[]
  readonly onChange: (value: string) => void
  /** Name of the button that shows the choices. */
  readonly showLabel: string
  readonly placeholder?: string
  readonly help?: ReactNode
  /** What is wrong with the value; replaces the help. */
  readonly error?: string | null
  readonly isDisabled?: boolean
  readonly autoFocus?: boolean
}

/** Maximum characters shown of a choice's detail. */
const maxDetailCharacters = 120

/** A text field with suggestions. */
export function ComboField({ label, value, choices, onChange, ...props }: ComboFieldProps) {
  const noteId = useId()
  const error = props.error ?? null
  const note = error ?? props.help ?? null
  return (
    <ComboBox
      className="field combo"
      inputValue={value}
      onInputChange={onChange}
      value={null}
      onChange={(key) => {
        if (key !== null) onChange(String(key))
      }}
      items={choices}
      defaultFilter={() => true}
      menuTrigger="input"
      allowsCustomValue
      isInvalid={error !== null}
      isDisabled={props.isDisabled ?? false}
      validationBehavior="aria"
      {...(note !== null && { 'aria-describedby': noteId })}
      {...(props.autoFocus === true && { autoFocus: true })}
    >
      <Label className="field-label">{label}</Label>
      <div className="combo-box">
        <Input
          className="field-input"
          placeholder={props.placeholder ?? ''}
          autoComplete="off"
          spellCheck="false"
        />
        <Button className="combo-arrow" aria-label={props.showLabel}>
          <ChevronDown aria-hidden />
        </Button>
      </div>
      {note !== null && (
        <span id={noteId} className={error === null ? 'field-help' : 'field-error'}>
          {note}
        </span>
      )}
      <Popover className="combo-pop" offset={4}>
        <ListBox<ComboChoice> className="combo-list scrolls">
          {(choice) => (
            <ListBoxItem id={choice.value} textValue={choice.value} className="combo-item">
              <UntrustedText text={choice.value} />
              {choice.detail !== null && (
                <UntrustedText
                  text={choice.detail.slice(0, maxDetailCharacters)}
                  isProse
                  className="combo-item-more"
                />
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
