import { useStore } from 'zustand/react'
import { UndoOffer } from '../features/undo/undo-offer'
import { restorableCopies } from '../lib/restorable-copies'
import type { Stores } from './stores'

/** Restores what the last deletion on the open account deleted, as far as copies exist. */
export function undoDeletion({ deletion, bin, session }: Stores): void {
  const { run } = deletion.getState()
  const { snapshot } = bin.getState()
  const account = session.getState().status?.accountKey
  if (run === null || run.accountKey !== account || snapshot?.restore?.isDone === false) return
  void bin.restore(restorableCopies(run, snapshot?.restoredIds ?? []))
}

/** The offer in the status bar to undo the last deletion on the open account. */
export function UndoPart({ stores, account }: { readonly stores: Stores; readonly account: string | null }) {
  const run = useStore(stores.deletion, (state) => state.run)
  const snapshot = useStore(stores.bin, (state) => state.snapshot)
  if (run?.phase !== 'done' || run.accountKey !== account || snapshot?.restore?.isDone === false) return null
  const copies = restorableCopies(run, snapshot?.restoredIds ?? [])
  return <UndoOffer key={run.id} runId={run.id} files={copies.length} onUndo={() => undoDeletion(stores)} />
}
