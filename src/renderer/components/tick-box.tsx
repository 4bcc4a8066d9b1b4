import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { CheckboxButton, CheckboxField } from 'react-aria-components/Checkbox'
import { Text } from 'react-aria-components/Text'
import './tick-box.css'

interface TickBoxProps {
  readonly isSelected: boolean
  readonly onChange: (isSelected: boolean) => void
  readonly isDisabled?: boolean
  readonly note?: ReactNode
  readonly children: ReactNode
}

export function TickBox({ isSelected, onChange, isDisabled = false, note, children }: TickBoxProps) {
  return (
    <CheckboxField
      className="tick-box-field"
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
    >
      <CheckboxButton className="tick-box">
        <span className="tick-box-box">
          <Check aria-hidden />
        </span>
        {children}
      </CheckboxButton>
      {note !== undefined && (
        <Text slot="description" className="tick-box-note">
          {note}
        </Text>
      )}
    </CheckboxField>
  )
}
