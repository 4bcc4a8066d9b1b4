import { Check } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import './tick-box.css'

interface TickBoxProps {
  readonly isSelected: boolean
  /** Where it takes a while it gives a promise: the box stands as it was pressed until that settles, and then as `isSelected` says. */
  readonly onChange: (isSelected: boolean) => Promise<void> | void
  readonly isDisabled?: boolean
  readonly note?: ReactNode
  readonly children: ReactNode
}

/** The browser's own checkbox, drawn by us: a hidden one under a drawing can't be clicked where it says that it is. */
export function TickBox({ isSelected, onChange, isDisabled = false, note, children }: TickBoxProps) {
  const noteId = useId()
  const [wish, setWish] = useState<boolean | null>(null)

  function change(isWanted: boolean): void {
    const changing = onChange(isWanted)
    if (changing === undefined) return
    setWish(isWanted)
    void changing.finally(() => setWish(null))
  }

  return (
    <div className="tick-box-field">
      <label className="tick-box">
        <span className="tick-box-box">
          <input
            type="checkbox"
            checked={wish ?? isSelected}
            disabled={isDisabled}
            aria-describedby={note === undefined ? undefined : noteId}
            onChange={(event) => change(event.target.checked)}
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
