import { Check } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import './tick-box.css'

interface TickBoxProps {
  readonly isSelected: boolean
  readonly onChange: (isSelected: boolean) => void
  readonly isDisabled?: boolean
  readonly note?: ReactNode
  readonly children: ReactNode
}

/** The browser's own checkbox, drawn by us: a hidden one under a drawing can't be clicked where it says that it is. */
export function TickBox({ isSelected, onChange, isDisabled = false, note, children }: TickBoxProps) {
  const noteId = useId()
  return (
    <div className="tick-box-field">
      <label className="tick-box">
        <span className="tick-box-box">
          <input
            type="checkbox"
            checked={isSelected}
            disabled={isDisabled}
            aria-describedby={note === undefined ? undefined : noteId}
            onChange={(event) => onChange(event.target.checked)}
          />
          <Check aria-hidden />
        </span>
        {children}
      </label>
      {note !== undefined && (
        <div id={noteId} className="tick-box-note">
          {note}
        </div>
      )}
    </div>
  )
}
