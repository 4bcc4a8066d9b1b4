import { ProgressBar } from 'react-aria-components/ProgressBar'
import './progress-line.css'

interface ProgressLineProps {
  readonly label: string
  /** 0 to 100, or null if unknown. */
  readonly percent: number | null
}

export function ProgressLine({ label, percent }: ProgressLineProps) {
  const isUnknown = percent === null
  return (
    <ProgressBar
      className="progress-line"
      aria-label={label}
      value={percent ?? 0}
      isIndeterminate={isUnknown}
    >
      <div
        className={isUnknown ? 'progress-line-fill progress-line-unknown' : 'progress-line-fill'}
        style={isUnknown ? undefined : { width: `${percent}%` }}
      />
    </ProgressBar>
  )
}
