import { useEffect, useState } from 'react'
import { formatDuration } from '../lib/format'
import { t } from '../lib/intl'

interface CountdownProps {
  /** Milliseconds since the epoch. */
  readonly until: number
  /** Shows a shorter text where the context is clear. */
  readonly isShort?: boolean
}

const intervalMs = 1_000

/** Time until calls resume, when the hour's calls are used up or the server asked to wait. */
export function Countdown({ until, isShort = false }: CountdownProps) {
  const [remainingMs, setRemainingMs] = useState(() => until - Date.now())
  useEffect(() => {
    // Only the start depends on the wall clock, which may be set during the wait.
    const endsAt = performance.now() + until - Date.now()
    const update = (): void => setRemainingMs(endsAt - performance.now())
    update()
    const timer = setInterval(update, intervalMs)
    return () => clearInterval(timer)
  }, [until])
  const duration = formatDuration(Math.ceil(remainingMs / 1_000))
  return (
    <span className="countdown">
      {isShort ? t('budget.waits', { duration }) : t('waiting', { duration })}
    </span>
  )
}
