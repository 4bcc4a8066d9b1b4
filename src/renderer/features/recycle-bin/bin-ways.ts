import type { ContextItem } from '../../../shared/menu'
import { chosenOf } from './bin-selection'
import type { BinState, BinStore } from './bin-store'

/** What can be done with the copies that are selected. */
export function binWays({ rows, selection, news }: BinState, isConnected: boolean) {
  const chosen = chosenOf(selection, rows)
  const isRestoring = news?.restore?.isDone === false
  const isOurs = chosen.some(({ isFromHere }) => isFromHere)
  return {
    chosen,
    canRestore: isConnected && !isRestoring && isOurs,
    canSave: chosen.length > 0,
    canPurge: chosen.length > 0 && news?.space.isReadOnly !== true,
  }
}

/** The same as a menu. */
export function binMenu(state: BinState, isConnected: boolean): readonly ContextItem[] {
  const { canRestore, canSave, canPurge } = binWays(state, isConnected)
  return [
    { choice: 'bin-restore', isEnabled: canRestore },
    { choice: 'bin-save', isEnabled: canSave },
    { choice: 'bin-purge', isEnabled: canPurge },
  ]
}

/** Runs what was chosen there. */
export function runBinChoice(store: BinStore, choice: string | null): void {
  const { selection, rows } = store.getState()
  if (choice === 'bin-restore') void store.restore(chosenOf(selection, rows).map(({ id }) => id))
  if (choice === 'bin-save') void store.save()
  if (choice === 'bin-purge') store.askPurge()
}
