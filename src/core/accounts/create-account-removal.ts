import type { PartSize, UnfinishedCount } from '../../shared/account-data'
import type { Connections } from '../connections/connections'
import type { Deletions } from '../deletion/deletions'
import type { PlaceHistory } from '../places/place-history'
import type { EncodingChoices } from '../previews/encoding-choices'
import type { PreviewCache } from '../previews/preview-cache'
import type { Protections } from '../protection/protections'
import type { RecycleBin } from '../recycle-bin/recycle-bin'
import type { Restores } from '../recycle-bin/restores'
import type { Staging } from '../transfers/staging'
import type { Transfers } from '../transfers/transfers'
import { AccountRemoval, type AccountHolder, type RemovalOptions } from './account-removal'

export interface AccountRemovalParts {
  readonly connections: Pick<Connections, 'current' | 'isOpen'>
  readonly deletions: Deletions
  readonly restores: Pick<Restores, 'isRunningOn' | 'currentRestore' | 'dismissRestore'>
  readonly bin: RecycleBin
  /** Deletes copies and records it. Rejects with the disk error. */
  readonly purge: (copyIds: readonly string[]) => Promise<unknown>
  readonly transfers: Transfers
  /** Removes pasted files, except those that an upload may still read. */
  readonly removeOtherPasted: (kept: ReadonlySet<string>) => Promise<void>
  readonly staging: Staging
  readonly cache: PreviewCache
  readonly encodingChoices: () => EncodingChoices
  readonly history: Pick<PlaceHistory, 'listings' | 'saved'>
  readonly locks: Pick<Protections, 'countLocks'>
  /** The files of the user-data folder itself. */
  readonly listFiles: () => Promise<readonly string[]>
  /** Removes half-written files of a crash. */
  readonly removeLeftovers: () => Promise<void>
}

/** Everything that the app keeps of accounts on disk, in one list. */
export function createAccountRemoval(parts: AccountRemovalParts): AccountRemoval {
  const { deletions, bin, staging, cache, encodingChoices, history, locks, removeLeftovers } = parts
  return new AccountRemoval({
    holders: {
      transfers: transfersOf(parts),
      journals: deletions,
      staging,
      previews: cache,
      encodings: {
        measureAccount: (account) => encodingChoices().measureAccount(account),
        forgetAccount: (account) => encodingChoices().forgetAccount(account),
      },
      listings: history.listings,
      places: history.saved,
      copies: copiesOf(parts),
      'removed-copies': bin,
    },
    unfinished: (account) => Promise.resolve(unfinishedOf(parts, account)),
    locks: (account) => locks.countLocks(account),
    countUnreadable: () => countUnreadable(parts),
    removeLeftovers,
  })
}

function transfersOf({ transfers, removeOtherPasted, connections }: AccountRemovalParts): AccountHolder {
  return {
    measureAccount: (account) => transfers.measureAccount(account),
    forgetAccount: async (account) => {
      await transfers.forgetAccount(account)
      // A plan on an open connection may still need its pasted files.
      const needed = connections.current() === null ? transfers.localSources() : null
      if (needed !== null) await removeOtherPasted(needed)
    },
  }
}

function copiesOf({ bin, restores, purge }: AccountRemovalParts): AccountHolder {
  return {
    measureAccount: async (account): Promise<PartSize> => {
      const copies = await bin.listOfAccount(account)
      return { items: copies.length, bytes: copies.reduce((sum, { size }) => sum + size, 0) }
    },
    forgetAccount: async (account, { copyIds }: RemovalOptions) => {
      if (restores.currentRestore()?.accountKey === account) restores.dismissRestore()
      await purge(copyIds ?? [])
    },
  }
}

function unfinishedOf(parts: AccountRemovalParts, account: string): readonly UnfinishedCount[] {
  const { connections, deletions, restores, transfers } = parts
  const counts: readonly UnfinishedCount[] = [
    { work: 'connection', count: Number(connections.isOpen(account)) },
    { work: 'deletion', count: Number(deletions.isRunningOn(account)) },
    { work: 'interrupted-deletion', count: deletions.countInterrupted(account) },
    { work: 'restore', count: Number(restores.isRunningOn(account)) },
    { work: 'transfers', count: transfers.countUnfinished(account) },
  ]
  return counts.filter(({ count }) => count > 0)
}

async function countUnreadable(parts: AccountRemovalParts): Promise<number> {
  const { bin, deletions, transfers, listFiles } = parts
  const unknownCopies = await bin.measureSpace().then(
    (space) => space.unknownCopies,
    () => 0,
  )
  const logsAside = await transfers.countLogsAside().catch(() => 0)
  const files = await listFiles().catch(() => [])
  const locksAside = files.filter((name) => name.startsWith('protections-aside-')).length
  return unknownCopies + deletions.unreadableCount() + logsAside + locksAside
}
