import {
  activityActions,
  activityResults,
  actionTexts,
  resultTexts,
  type ActivityEntry,
} from '../../../shared/activity'
import { notDeletedReasons } from '../../../shared/deletion'
import { restoreReasons } from '../../../shared/recycle-bin'
import { isOwnProblem, transferProblems } from '../../../shared/transfers'
import { failureText } from '../../lib/failure-text'
import { t } from '../../lib/intl'
import { assetRowName } from '../../lib/asset-row-name'

/** Text of an action. Unknown actions of a newer version are shown verbatim. */
export function actionText(action: string): string {
  const known = activityActions.find((name) => name === action)
  return known === undefined ? action : t(actionTexts[known])
}

export function resultText(result: string): string {
  const known = activityResults.find((name) => name === result)
  return known === undefined ? result : t(resultTexts[known])
}

/** Text of the reason why something was not done. Unknown reasons of a newer version are shown verbatim. */
export function reasonText(reason: string): string {
  if (reason === 'replaced') return t('outcome.replaced')
  const deletion = notDeletedReasons.find((name) => name === reason)
  if (deletion !== undefined) return t(`outcome.notDeleted.${deletion}`)
  const restore = restoreReasons.find((name) => name === reason)
  if (restore !== undefined) return t(`restore.${restore}`)
  const problem = transferProblems.find((name) => name === reason)
  if (problem === undefined) return reason
  return isOwnProblem(problem) ? t(`transfer.problem.${problem}`) : failureText(problem)
}

/** The accessible name of an entry's row. */
export function entryName({ act: action, asset, result }: ActivityEntry): string {
  return `${actionText(action)}, ${assetRowName(asset)}, ${resultText(result)}`
}

/** Location of a file, in the form that can be typed to open it. */
export function locationText({ context, segmentId }: ActivityEntry['asset']): string {
  return `${context.family === 'classic' ? context.scope : `flex${context.documentId}`} · ${segmentId}`
}

export type EntryTone = 'ok' | 'quiet' | 'warn' | 'bad'

const tonesByResult: Readonly<Record<string, EntryTone>> = {
  'deleted-and-verified': 'ok',
  'restored-and-verified': 'ok',
  'uploaded-and-verified': 'ok',
  'restored-and-compared': 'ok',
  'uploaded-and-compared': 'ok',
  'already-gone': 'quiet',
  'copy-purged': 'quiet',
  'still-on-server': 'bad',
}

export function entryTone(result: string): EntryTone {
  return tonesByResult[result] ?? 'warn'
}
