import {
  CircleAlert,
  CircleCheck,
  CircleMinus,
  RotateCcw,
  TriangleAlert,
  X,
  type LucideIcon,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { AssetIdentity } from '../../../shared/asset'
import type { DeletionFile, DeletionRun } from '../../../shared/deletion'
import { Button } from '../../components/button'
import { FileName } from '../../components/file-name'
import { AccountLine } from '../../components/account-line'
import { UntrustedText } from '../../components/untrusted-text'
import { Tip } from '../../components/tip'
import { failureText } from '../../lib/failure-text'
import { folderText } from '../../../shared/order/folder-text'
import { languageCode } from '../../lib/format'
import { t } from '../../lib/intl'
import { restorableCopies, restoreCalls } from '../../lib/restorable-copies'
import {
  byUrgency,
  outcomeDetail,
  outcomeText,
  outcomeTone,
  resultTone,
  summarize,
  summaryText,
  type Tone,
} from './outcome'
import { lastingReasons, RefusedFiles } from './refused-files'

const maxShownFiles = 100

const toneIcons: Readonly<Record<Tone, LucideIcon>> = {
  ok: CircleCheck,
  quiet: CircleMinus,
  warn: TriangleAlert,
  bad: CircleAlert,
}

interface DeleteResultProps {
  readonly run: DeletionRun
  /** The account that is open, or null. */
  readonly account: string | null
  readonly onDismiss: () => void
  readonly onRestore?: (copyId: string) => void
  /** Copies whose files are back on the server. */
  readonly restoredIds?: readonly string[]
  /** Restores the files of these copies; absent if nothing can be restored. */
  readonly onUndo?: (copyIds: readonly string[]) => void
  readonly onCopyText: (text: string) => void
}

function FileLocation({ identity }: { readonly identity: AssetIdentity }) {
  const folder = folderText(identity.relativePath)
  return (
    <span className="result-location">
      {identity.segmentId} · <UntrustedText text={languageCode(identity.locale)} />
      {folder !== '' && (
        <>
          {' · '}
          <UntrustedText text={folder} />
        </>
      )}
    </span>
  )
}

/** Id of the copy to restore from, or null unless the file is deleted or may be. */
function restorableCopyId({ copyId, outcome }: DeletionFile): string | null {
  return outcome.state === 'deleted-and-verified' || outcome.state === 'not-checked' ? copyId : null
}

function ResultFile({
  file,
  onRestore,
  isRestored,
}: Pick<DeleteResultProps, 'onRestore'> & { readonly file: DeletionFile; readonly isRestored: boolean }) {
  const copyId = isRestored ? null : restorableCopyId(file)
  const tone = outcomeTone(file.outcome)
  const Icon = toneIcons[tone]
  const detail = outcomeDetail(file.outcome)
  return (
    <li className="result-file" data-tone={tone}>
      <Icon aria-hidden className="result-icon" />
      <div className="result-text">
        <FileName name={file.identity.name} />
        <FileLocation identity={file.identity} />
        <span className="result-outcome">{outcomeText(file.outcome)}</span>
        {isRestored && <span className="result-restored">{t('bin.restored')}</span>}
        {detail !== null && (
          <span className="result-detail">
            {detail.isForeign ? (
              <UntrustedText text={detail.text} isProse className="untrusted-text-wrap" />
            ) : (
              detail.text
            )}
          </span>
        )}
      </div>
      {copyId !== null && onRestore !== undefined && (
        <Button size="small" className="result-restore" onPress={() => onRestore(copyId)}>
          {t('action.restore')}
        </Button>
      )}
    </li>
  )
}

/** Files that vanished although their deletion was not requested. This is the worst outcome, so it is shown first. */
function Vanished({
  vanished,
  onRestore,
  restoredIds = [],
}: Pick<DeletionRun, 'vanished'> & Pick<DeleteResultProps, 'onRestore' | 'restoredIds'>) {
  return (
    <div role="alert" className="vanished">
      <p className="vanished-title">
        <CircleAlert aria-hidden />
        {t('vanished.title', { count: vanished.length })}
      </p>
      <ul>
        {vanished.map(({ copyId, ...identity }) => (
          <li key={JSON.stringify(identity)} className="vanished-file">
            <div className="vanished-text">
              <UntrustedText text={identity.name} className="untrusted-text-wrap" />
              <FileLocation identity={identity} />
            </div>
            {copyId !== null && restoredIds.includes(copyId) && (
              <span className="result-restored">{t('bin.restored')}</span>
            )}
            {copyId !== null && onRestore !== undefined && !restoredIds.includes(copyId) && (
              <Button size="small" onPress={() => onRestore(copyId)}>
                {t('action.restore')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p>{t('vanished.todo')}</p>
    </div>
  )
}

function StopReason({ stop }: { readonly stop: NonNullable<DeletionRun['stop']> }) {
  const { failure } = stop
  return (
    <div className="result-stop">
      <p>{t(`stop.${stop.reason}`)}</p>
      {failure !== undefined && <p>{failureText(failure.kind)}</p>}
      {failure?.detail !== undefined && (
        <UntrustedText text={failure.detail} isProse className="untrusted-text-wrap" />
      )}
    </div>
  )
}

interface ResultBodyProps extends Pick<DeleteResultProps, 'onRestore' | 'restoredIds'> {
  readonly files: readonly DeletionFile[]
  readonly children?: ReactNode
}

/** Names and outcomes of the first 100 files. Scripts and screen readers read the result from this element. */
export function ResultBody({ files, children, restoredIds = [], ...rest }: ResultBodyProps) {
  const restored = new Set<string | null>(restoredIds)
  const more = files.length - maxShownFiles
  return (
    <div role="status" aria-label={t('result.title')} className="result-body">
      {children}
      <ul className="result-files">
        {byUrgency(files)
          .slice(0, maxShownFiles)
          .map((file) => (
            <ResultFile key={file.key} file={file} isRestored={restored.has(file.copyId)} {...rest} />
          ))}
      </ul>
      {more > 0 && <p className="result-more">{t('list.moreFiles', { count: more })}</p>}
    </div>
  )
}

/** Files that another try would not delete either. */
function refusedFiles({ files }: DeletionRun) {
  return files.flatMap(({ identity, outcome }) =>
    outcome.state === 'not-deleted' && lastingReasons.includes(outcome.reason) ? [identity] : [],
  )
}

export function DeleteResult({ run, account, onDismiss, onCopyText, onUndo, ...rest }: DeleteResultProps) {
  const copies = onUndo === undefined ? [] : restorableCopies(run, rest.restoredIds ?? [])
  const tone = resultTone(run)
  const Icon = toneIcons[tone]
  return (
    <div className="result" data-tone={tone}>
      {run.vanished.length > 0 && <Vanished vanished={run.vanished} {...rest} />}
      <div className="result-header">
        <Icon aria-hidden className="result-icon" />
        <span className="deletion-name">{t('deletion.name', { count: run.files.length })}</span>
        <Tip text={t('action.dismiss')}>
          <Button
            variant="quiet"
            size="small"
            aria-label={t('action.dismiss')}
            icon={<X aria-hidden />}
            onPress={onDismiss}
          />
        </Tip>
      </div>
      {copies.length > 1 && (
        <div className="result-undo">
          <Tip text={t('undo.price', { count: copies.length, calls: restoreCalls(copies.length) })}>
            <Button size="small" icon={<RotateCcw aria-hidden />} onPress={() => onUndo?.(copies)}>
              {t('undo.all', { count: copies.length })}
            </Button>
          </Tip>
        </div>
      )}
      {run.accountKey !== account && <AccountLine account={run} openAccount={account} />}
      <ResultBody files={run.files} {...rest}>
        <p className="result-summary">{summaryText(summarize(run))}</p>
        {run.stop !== null && <StopReason stop={run.stop} />}
      </ResultBody>
      <RefusedFiles files={refusedFiles(run)} onCopy={onCopyText} />
    </div>
  )
}
