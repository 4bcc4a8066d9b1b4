import { useId, type ReactNode, type Ref } from 'react'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { TextArea } from 'react-aria-components/TextArea'
import { TextField as AriaTextField } from 'react-aria-components/TextField'
import './text-field.css'

export interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: 'text' | 'password' | 'url'
  readonly placeholder?: string
  readonly help?: ReactNode
  /** What is wrong with the value; replaces the help. */
  readonly error?: string | null
  readonly rows?: number
  readonly isDisabled?: boolean
  readonly autoFocus?: boolean
  readonly inputMode?: 'numeric' | 'url'
  readonly inputRef?: Ref<HTMLInputElement>
}

export function TextField(props: TextFieldProps) {
  const { label, value, onChange, type = 'text', placeholder, help, error = null, rows, inputRef } = props
  const noteId = useId()
  const note = error ?? help ?? null
  return (
    <AriaTextField
      className="field"
      value={value}
      onChange={onChange}
      type={type}
      isInvalid={error !== null}
      isDisabled={props.isDisabled ?? false}
      autoComplete="off"
      spellCheck="false"
      validationBehavior="aria"
      {...(note !== null && { 'aria-describedby': noteId })}
      {...(props.inputMode !== undefined && { inputMode: props.inputMode })}
      {...(props.autoFocus === true && { autoFocus: true })}
    >
      <Label className="field-label">{label}</Label>
      {rows === undefined ? (
        <Input className="field-input" placeholder={placeholder ?? ''} ref={inputRef} />
      ) : (
        <TextArea className="field-input field-area" rows={rows} placeholder={placeholder ?? ''} />
      )}
      {note !== null && (
        <span id={noteId} className={error === null ? 'field-help' : 'field-error'}>
          {note}
        </span>
      )}
    </AriaTextField>
  )
}
