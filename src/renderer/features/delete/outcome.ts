import type { FileState, DeletionFile, DeletionRun, NotDeletedReason } from '../../../shared/deletion'
import { t } from '../../lib/intl'

/** Severity of an outcome; selects its icon and colour. */
export type Tone = 'ok' | 'quiet' | 'warn' | 'bad'

/** The sentence for the state of a file. Scripts rely on the exact wording of the final states. */
export function outcomeText(outcome: FileState): string {
  if (outcome.state !== 'not-deleted') return t(`outcome.${outcome.state}`)
  const reason = t(`outcome.notDeleted.${outcome.reason}`)
  const { copyFailure } = outcome
  return t('outcome.not-deleted', {
    reason: copyFailure === undefined ? reason : `${reason}: ${t(`copyFailed.${copyFailure}`)}`,
  })
}

/** Additional detail, shown beside the sentence, which it never changes. */
export function outcomeDetail(
  outcome: FileState,
): { readonly text: string; readonly isForeign: boolean } | null {
  if (outcome.state === 'still-on-server' && outcome.replaced) {
    return { text: t('outcome.replaced'), isForeign: false }
  }
  if (outcome.state === 'not-deleted' && outcome.detail !== undefined && outcome.detail !== '') {
    return { text: outcome.detail, isForeign: true }
  }
  return null
}

const reasonTones: Readonly<Record<NotDeletedReason, Tone>> = {
  'unsafe-name': 'warn',
  'name-too-long': 'warn',
  changed: 'warn',
  'stopped-by-user': 'quiet',
  'job-stopped': 'warn',
  forbidden: 'bad',
  'refused-by-server': 'bad',
  'copy-failed': 'warn',
  'sibling-copy-failed': 'warn',
  protected: 'warn',
  'sibling-protected': 'warn',
}

export function outcomeTone(outcome: FileState): Tone {
  switch (outcome.state) {
    case 'deleted-and-verified':
      return 'ok'
    case 'waiting':
    case 'asking':
    case 'asked':
    case 'unknown':
    case 'already-gone':
      return 'quiet'
    case 'not-checked':
      return 'warn'
    case 'still-on-server':
      return 'bad'
    case 'not-deleted':
      return reasonTones[outcome.reason]
  }
}

const urgencyByTone: Readonly<Record<Tone, number>> = { bad: 0, warn: 1, quiet: 2, ok: 3 }

/** Failures first, because only the first 100 files are listed; otherwise in the order of the run. */
export function byUrgency(files: readonly DeletionFile[]): readonly DeletionFile[] {
  const urgency = (file: DeletionFile) => urgencyByTone[outcomeTone(file.outcome)]
  return [...files].sort((a, b) => urgency(a) - urgency(b))
}

export interface Summary {
  readonly verified: number
  readonly gone: number
  readonly still: number
  readonly unchecked: number
  readonly kept: number
}

export function summarize({ files }: Pick<DeletionRun, 'files'>): Summary {
  const count = (state: FileState['state']) => files.filter((file) => file.outcome.state === state).length
  return {
    verified: count('deleted-and-verified'),
    gone: count('already-gone'),
    still: count('still-on-server'),
    unchecked: count('not-checked'),
    kept: count('not-deleted'),
  }
}

/** Counts of an interrupted run: files gone, files not sent, and files whose outcome is unknown. */
export function interruptedCounts(run: Pick<DeletionRun, 'files'>): {
  readonly gone: number
  readonly notSent: number
  readonly unknown: number
} {
  const { verified, gone } = summarize(run)
  const count = (states: readonly string[]) =>
    run.files.filter(({ outcome }) => states.includes(outcome.state)).length
  return { gone: verified + gone, notSent: count(['waiting']), unknown: count(['unknown', 'asked']) }
}

const countedOutcomes = ['verified', 'gone', 'still', 'unchecked', 'kept'] as const

/** One line that counts the outcomes; outcomes that did not occur are omitted. */
export function summaryText(summary: Summary): string {
  return countedOutcomes
    .filter((outcome) => summary[outcome] > 0)
    .map((outcome) => t(`result.${outcome}`, { count: summary[outcome] }))
    .join(' · ')
}

/** 'ok' requires that files were verified, none is in doubt, none vanished, and the run was not stopped. */
export function resultTone(run: DeletionRun): Tone {
  const { still, unchecked, kept, verified } = summarize(run)
  if (run.vanished.length > 0 || still > 0) return 'bad'
  if (run.stop !== null && run.stop.reason !== 'by-user') return 'bad'
  if (unchecked > 0 || kept > 0 || run.stop !== null) return 'warn'
  return verified > 0 ? 'ok' : 'quiet'
}

/** Progress of a run in percent: files that need no further call. Null while nothing can be counted. */
export function runPercent({ files, phase }: DeletionRun): number | null {
  if (phase === 'checking' || phase === 'verifying' || files.length === 0) return null
  const unfinished = files.filter(
    ({ outcome }) => outcome.state === 'waiting' || outcome.state === 'asking',
  ).length
  return ((files.length - unfinished) / files.length) * 100
}
