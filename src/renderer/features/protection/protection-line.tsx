import { Lock } from 'lucide-react'
import { useMemo } from 'react'
import { useStore } from 'zustand/react'
import type { Asset } from '../../../shared/asset'
import { lockReaches } from '../../../shared/protection'
import { Button } from '../../components/button'
import { t } from '../../lib/intl'
import { lockedAssets } from './protection-of-assets'
import type { ProtectionState, ProtectionStore } from './protection-store'
import './protection.css'

interface ProtectionLineProps {
  readonly store: ProtectionStore
  readonly assets: readonly Asset[]
}

/** Names the widest lock: while it exists, removing a narrower one has no effect. */
function lockText({ snapshot, locksOf }: ProtectionState, [first]: readonly Asset[]): string {
  if (snapshot?.isReadable === false || first === undefined) return t('protected.unreadable')
  const ids = locksOf.get(first.key) ?? []
  const reaches = (snapshot?.locks ?? []).filter(({ id }) => ids.includes(id)).map(({ reach }) => reach)
  const widest = [...lockReaches].reverse().find((reach) => reaches.includes(reach)) ?? 'file'
  return t(`protected.by.${widest}`)
}

/** Shown for a selection with protected files: what protects them, and a button to unprotect. */
export function ProtectionLine({ store, assets }: ProtectionLineProps) {
  const state = useStore(store)
  const locked = useMemo(() => lockedAssets(state, assets), [state, assets])
  if (locked.length === 0) return null
  const isKnown = state.snapshot?.isReadable !== false
  return (
    <div className="protection-line">
      <Lock aria-hidden />
      <p>
        {assets.length === 1 || !isKnown
          ? lockText(state, locked)
          : t('protected.some', { count: locked.length })}
      </p>
      {isKnown && (
        <Button size="small" onPress={() => void store.unprotect(locked)}>
          {t('protect.remove')}
        </Button>
      )}
    </div>
  )
}
