import type { FileState, DeletionFile, DeletionRun, NotDeletedReason } from '../../../shared/deletion'
import { t } from '../../lib/intl'

/** How good or bad a state of a file is, for its mark and its colour. */
export type Tone = 'ok' | 'quiet' | 'warn' | 'bad'

/** The sentence of a file's state. That of the final states is a contract with scripts, word for word. */
export function outcomeText(outcome: FileState): string {
  if (outcome.state !== 'not-deleted') return t(`outcome.${outcome.state}`)
  const reason = t(`outcome.notDeleted.${outcome.reason}`)
  const { copyFailure } = outcome
  return t('outcome.not-deleted', {
    reason: copyFailure === undefined ? reason : `${reason}: ${t(`copyFailed.${copyFailure}`)}`,
  })
}

/** What is known beyond the sentence: stands beside it and never changes it. */
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

/** What went wrong first: of thousands of files only the first hundred are named. Else in the order of the job. */
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

/** What an interrupted job knows: gone, never asked for, perhaps asked for. */
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

/** One line that counts what became of the files; what did not happen is left out. */
export function summaryText(summary: Summary): string {
  return countedOutcomes
    .filter((outcome) => summary[outcome] > 0)
    .map((outcome) => t(`result.${outcome}`, { count: summary[outcome] }))
    .join(' · ')
}

/** Success is what was verified, all of it, with nothing lost beside it. A stop or a doubt makes it less. */
export function resultTone(run: DeletionRun): Tone {
  const { still, unchecked, kept, verified } = summarize(run)
  if (run.vanished.length > 0 || still > 0) return 'bad'
  if (run.stop !== null && run.stop.reason !== 'by-user') return 'bad'
  if (unchecked > 0 || kept > 0 || run.stop !== null) return 'warn'
  return verified > 0 ? 'ok' : 'quiet'
}

/** How far a job is: files that need no more calls of their own. Null while nothing can be counted. */
export function runPercent({ files, phase }: DeletionRun): number | null {
  if (phase === 'checking' || phase === 'verifying' || files.length === 0) return null
  const unfinished = files.filter(
    ({ outcome }) => outcome.state === 'waiting' || outcome.state === 'asking',
  ).length
  return ((files.length - unfinished) / files.length) * 100
}
