import type { ReactNode } from 'react'
import './choice-pair.css'

interface Choice<Value> {
  readonly value: Value
  readonly label: string
  readonly icon: ReactNode
}

interface ChoicePairProps<Value> {
  readonly label: string
  readonly value: Value
  readonly choices: readonly Choice<Value>[]
  readonly onChange: (value: Value) => void
}

/** A group of radio buttons with icons, for a toolbar. The toolbar handles the arrow keys. */
export function ChoicePair<Value extends string>({
  label,
  value,
  choices,
  onChange,
}: ChoicePairProps<Value>) {
  return (
    <div role="radiogroup" aria-label={label} className="choice-pair">
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          role="radio"
          aria-checked={choice.value === value}
          aria-label={choice.label}
          title={choice.label}
          onClick={() => onChange(choice.value)}
        >
          {choice.icon}
        </button>
      ))}
    </div>
  )
}
