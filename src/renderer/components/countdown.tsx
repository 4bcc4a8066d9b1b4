import { useEffect, useState } from 'react'
import { formatDuration } from '../lib/format'
import { t } from '../lib/intl'

interface CountdownProps {
  /** Milliseconds since the epoch. */
  readonly until: number
  /** Only the time, where the words around say what it is about. */
  readonly isShort?: boolean
}

const tickMs = 1_000

/** The hour is full: how long still until calls go on. */
export function Countdown({ until, isShort = false }: CountdownProps) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs)
    return () => clearInterval(timer)
  }, [])
  const duration = formatDuration(Math.ceil((until - now) / 1_000))
  return (
    <span className="countdown">
      {isShort ? t('budget.waits', { duration }) : t('waiting', { duration })}
    </span>
  )
}
