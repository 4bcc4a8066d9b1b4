import type { ContextMenuItem } from '../../../shared/menu'
import type { ListedCopy } from '../../../shared/recycle-bin'
import { chosenCopies } from './bin-selection'
import type { BinState, BinStore } from './bin-store'

/** Whether the file is not on the server, as far as is known. */
function isRestorable({ fileState, restoredAt }: ListedCopy): boolean {
  return restoredAt === null && fileState !== 'on-server'
}

/** The actions available for the selected copies. */
export function binActions({ rows, selection, snapshot }: BinState, isConnected: boolean) {
  const chosen = chosenCopies(selection, rows)
  const isRestoring = snapshot?.restore?.isDone === false
  const restorable = chosen.filter((copy) => copy.isFromOpenConnection && isRestorable(copy))
  return {
    chosen,
    restorable,
    canRestore: isConnected && !isRestoring && restorable.length > 0,
    canSave: chosen.length > 0,
    canPurge: chosen.length > 0 && snapshot?.space.isReadOnly !== true,
  }
}

/** The same actions as menu items. */
export function binMenuItems(state: BinState, isConnected: boolean): readonly ContextMenuItem[] {
  const { canRestore, canSave, canPurge } = binActions(state, isConnected)
  return [
    { choice: 'bin-restore', isEnabled: canRestore },
    { choice: 'bin-save', isEnabled: canSave },
    { choice: 'bin-purge', isEnabled: canPurge },
  ]
}

/** Runs the action chosen in the menu. */
export function runBinAction(store: BinStore, choice: string | null): void {
  const { restorable } = binActions(store.getState(), true)
  if (choice === 'bin-restore') void store.restore(restorable.map(({ id }) => id))
  if (choice === 'bin-save') void store.saveSelected()
  if (choice === 'bin-purge') void store.purgeSelected()
}
