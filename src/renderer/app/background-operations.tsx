import { useState } from 'react'
import { useStore } from 'zustand/react'
import { OperationsPart } from './deferred-screens'
import type { Stores } from './stores'

/** True once an operation has been active here; stays true after it ends, until its id changes. */
function useActiveOrFinished(id: string | null, isActive: boolean): boolean {
  const [activeId, setActiveId] = useState<string | null>(null)
  if (isActive && id !== activeId) setActiveId(id)
  return id !== null && (isActive || id === activeId)
}

/** Operations shown while no connection is open: interrupted ones, and those still running on a previous connection. */
export function BackgroundOperations({ stores }: { readonly stores: Stores }) {
  const run = useStore(stores.deletion, (state) => state.run)
  const restore = useStore(stores.bin, ({ snapshot }) => snapshot?.restore ?? null)
  const { batches, isPersisted } = useStore(stores.transfers)
  const isTransferring = !isPersisted || batches.some(({ phase }) => phase !== 'done')
  const shows = {
    run: useActiveOrFinished(run?.id ?? null, run !== null && run.phase !== 'done'),
    restore: useActiveOrFinished(restore === null ? null : 'restore', restore !== null && !restore.isDone),
    transfers: useActiveOrFinished(batches.length === 0 && isPersisted ? null : 'transfers', isTransferring),
  }
  if (!shows.run && !shows.restore && !shows.transfers) return null
  return (
    <aside className="app-background-operations scrolls">
      <OperationsPart stores={stores} account={null} visibleSections={shows} />
    </aside>
  )
}
