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
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), intervalMs)
    return () => clearInterval(timer)
  }, [])
  const duration = formatDuration(Math.ceil((until - now) / 1_000))
  return (
    <span className="countdown">
      {isShort ? t('budget.waits', { duration }) : t('waiting', { duration })}
    </span>
  )
}
