import { Check } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import './checkbox.css'

interface CheckboxProps {
  readonly isSelected: boolean
  /** Where it takes a while it gives a promise: the box stands as it was pressed until that settles, and then as `isSelected` says. */
  readonly onChange: (isSelected: boolean) => Promise<void> | void
  readonly isDisabled?: boolean
  readonly note?: ReactNode
  readonly children: ReactNode
}

/** The browser's own checkbox, drawn by us: a hidden one under a drawing can't be clicked where it says that it is. */
export function Checkbox({ isSelected, onChange, isDisabled = false, note, children }: CheckboxProps) {
  const noteId = useId()
  const [pending, setPending] = useState<boolean | null>(null)

  function change(isChecked: boolean): void {
    const changing = onChange(isChecked)
    if (changing === undefined) return
    setPending(isChecked)
    void changing.finally(() => setPending(null))
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
