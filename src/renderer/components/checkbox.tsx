import { Check } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import './checkbox.css'

interface CheckboxProps {
  readonly isSelected: boolean
  /** May return a promise; until it settles, the box shows the new value instead of `isSelected`. */
  readonly onChange: (isSelected: boolean) => Promise<void> | void
  readonly isDisabled?: boolean
  readonly note?: ReactNode
  readonly children: ReactNode
}

/** A native checkbox with custom styling. It is not hidden behind a drawing, so that it can be clicked where it appears. */
export function Checkbox({ isSelected, onChange, isDisabled = false, note, children }: CheckboxProps) {
  const noteId = useId()
  const [pending, setPending] = useState<boolean | null>(null)

  function change(isChecked: boolean): void {
    const pendingChange = onChange(isChecked)
    if (pendingChange === undefined) return
    setPending(isChecked)
    void pendingChange.finally(() => setPending(null))
  }

  return (
    <div className="checkbox-field">
      <label className="checkbox">
        <span className="checkbox-box">
          <input
            type="checkbox"
            checked={pending ?? isSelected}
            disabled={isDisabled}
            aria-describedby={note === undefined ? undefined : noteId}
            onChange={(event) => change(event.target.checked)}
          />
          <Check aria-hidden />
        </span>
        {children}
      </label>
      {note !== undefined && (
        <div id={noteId} className="checkbox-note">
          {note}
        </div>
      )}
    </div>
  )
}
