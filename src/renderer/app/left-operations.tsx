import { useState } from 'react'
import { useStore } from 'zustand/react'
import { OperationsPart } from './operations-part'
import type { Stores } from './stores'

/** True from when something was seen under way here, for as long as it is the same one. */
function useSeen(id: string | null, isUnderWay: boolean): boolean {
  const [seen, setSeen] = useState<string | null>(null)
  if (isUnderWay && id !== seen) setSeen(id)
  return id !== null && (isUnderWay || id === seen)
}

/** While nothing is open: what an earlier run did not end, and what still runs on a connection that was left. */
export function LeftOperations({ stores }: { readonly stores: Stores }) {
  const job = useStore(stores.deletion, (state) => state.job)
  const restore = useStore(stores.bin, ({ news }) => news?.restore ?? null)
  const { batches, isKept } = useStore(stores.transfers)
  const isMoving = !isKept || batches.some(({ phase }) => phase !== 'done')
  const shows = {
    job: useSeen(job?.id ?? null, job !== null && job.phase !== 'done'),
    restore: useSeen(restore === null ? null : 'restore', restore !== null && !restore.isDone),
    transfers: useSeen(batches.length === 0 && isKept ? null : 'transfers', isMoving),
  }
  if (!shows.job && !shows.restore && !shows.transfers) return null
  return (
    <aside className="app-left scrolls">
      <OperationsPart stores={stores} account={null} shows={shows} />
    </aside>
  )
}
