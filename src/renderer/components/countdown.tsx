import { useEffect, useState } from 'react'
import { t } from '../lib/intl'

interface CountdownProps {
  /** Milliseconds since the epoch. */
  readonly until: number
}

const TICK_MS = 1_000

/** The server asked to wait: how long still. */
export function Countdown({ until }: CountdownProps) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return (
    <span className="countdown">
      {t('waiting', { seconds: Math.max(0, Math.ceil((until - now) / 1_000)) })}
    </span>
  )
}
