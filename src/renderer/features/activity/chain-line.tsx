import { Link2, Link2Off } from 'lucide-react'
import { useStore } from 'zustand/react'
import { Button } from '../../components/button'
import { Spinner } from '../../components/spinner'
import { t } from '../../lib/intl'
import type { ActivityStore } from './activity-store'

/** Shows whether the hash chain proves the log unmodified. */
export function ChainLine({ store }: { readonly store: ActivityStore }) {
  const { check, isChecking } = useStore(store)
  return (
    <div className="chain-line">
      <span role="status" className="chain-state" data-broken={check?.whole === false || undefined}>
        {isChecking || check === null ? (
          isChecking && (
            <>
              <Spinner /> {t('activity.chain.checking')}
            </>
          )
        ) : check.whole ? (
          <>
            <Link2 aria-hidden /> {t('activity.chain.whole', { count: check.head.seq })}
          </>
        ) : (
          <>
            <Link2Off aria-hidden />
            <strong>{t('activity.chain.broken', { number: check.brokenAt })}</strong>
            <span>{t(`activity.chain.problem.${check.problem}`)}</span>
          </>
        )}
      </span>
      <Button size="small" variant="quiet" isDisabled={isChecking} onPress={() => void store.checkChain()}>
        {t('activity.chain.again')}
      </Button>
    </div>
  )
}
