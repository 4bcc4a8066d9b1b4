import { useState } from 'react'
import { useStore } from 'zustand/react'
import { OperationsPart } from './operations-part'
import type { Stores } from './stores'

/** True from when something was seen under way here, for as long as it is the same one. */
function useShownWhileDone(id: string | null, isActive: boolean): boolean {
  const [seen, setSeen] = useState<string | null>(null)
  if (isActive && id !== seen) setSeen(id)
  return id !== null && (isActive || id === seen)
}

/** While nothing is open: what an earlier run did not end, and what still runs on a connection that was left. */
export function BackgroundOperations({ stores }: { readonly stores: Stores }) {
  const run = useStore(stores.deletion, (state) => state.run)
  const restore = useStore(stores.bin, ({ snapshot }) => snapshot?.restore ?? null)
  const { batches, isPersisted } = useStore(stores.transfers)
  const isMoving = !isPersisted || batches.some(({ phase }) => phase !== 'done')
  const shows = {
    run: useShownWhileDone(run?.id ?? null, run !== null && run.phase !== 'done'),
    restore: useShownWhileDone(restore === null ? null : 'restore', restore !== null && !restore.isDone),
    transfers: useShownWhileDone(batches.length === 0 && isPersisted ? null : 'transfers', isMoving),
  }
  if (!shows.run && !shows.restore && !shows.transfers) return null
  return (
    <aside className="app-background-operations scrolls">
      <OperationsPart stores={stores} account={null} shows={shows} />
    </aside>
  )
}
