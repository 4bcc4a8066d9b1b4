import { restoreReasons, type RestoreState } from '../../shared/recycle-bin'
import type { ActivityFact } from '../activity/recorder'
import type { BinEntry } from './bin-log'

function toFact(entry: BinEntry): Omit<ActivityFact, 'act' | 'result' | 'reason' | 'answer'> {
  const { identity: asset, size, sha256, accountId, host, connectionName, jobId: runId } = entry
  return { asset, size, sha256, accountId, host, connectionName, jobId: runId }
}

/** The activity fact for one file of a finished restore. */
export function toRestoreFact(entry: BinEntry, outcome: RestoreState): ActivityFact {
  const isBack = outcome.state === 'restored' || outcome.state === 'restored-elsewhere'
  const answer = 'failure' in outcome ? (outcome.failure.detail ?? outcome.failure.kind) : ''
  return {
    ...toFact(entry),
    act: 'restore',
    result: isBack
      ? outcome.bytes === 'same'
        ? 'restored-and-compared'
        : 'restored-and-verified'
      : outcome.state === 'not-checked'
        ? 'not-checked'
        : 'not-restored',
    reason: restoreReasons.find((reason) => reason === outcome.state) ?? null,
    answer,
  }
}

/** The activity fact for a copy that the user deleted. */
export function toPurgeFact(entry: BinEntry): ActivityFact {
  return { ...toFact(entry), act: 'purge-copy', result: 'copy-purged', reason: null, answer: '' }
}
