import { restoreReasons, type RestoreState } from '../../shared/recycle-bin'
import type { ActivityFact } from '../activity/recorder'
import type { BinEntry } from './bin-log'

function factOf(entry: BinEntry): Omit<ActivityFact, 'act' | 'result' | 'reason' | 'answer'> {
  const { identity: asset, size, sha256, accountId, host, connectionName, jobId } = entry
  return { asset, size, sha256, accountId, host, connectionName, jobId }
}

/** The fact of one file of a restore that has ended. */
export function restoreFact(entry: BinEntry, outcome: RestoreState): ActivityFact {
  const isBack = outcome.state === 'restored' || outcome.state === 'restored-elsewhere'
  const answer = 'failure' in outcome ? (outcome.failure.detail ?? outcome.failure.kind) : ''
  return {
    ...factOf(entry),
    act: 'restore',
    result: isBack
      ? 'restored-and-verified'
      : outcome.state === 'not-checked'
        ? 'not-checked'
        : 'not-restored',
    reason: restoreReasons.find((reason) => reason === outcome.state) ?? null,
    answer,
  }
}

/** The fact of a copy that the user removed. */
export function purgeFact(entry: BinEntry): ActivityFact {
  return { ...factOf(entry), act: 'purge-copy', result: 'copy-purged', reason: null, answer: '' }
}
