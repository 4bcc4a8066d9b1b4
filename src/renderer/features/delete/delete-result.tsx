import { CircleAlert, CircleCheck, CircleMinus, TriangleAlert, X, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AssetIdentity } from '../../../shared/asset'
import type { JobFile, JobView } from '../../../shared/deletion'
import { Button } from '../../components/button'
import { FileName } from '../../components/file-name'
import { OriginLine } from '../../components/origin-line'
import { ShownText } from '../../components/shown-text'
import { Tip } from '../../components/tip'
import { failureText } from '../../lib/failure-text'
import { folderText } from '../../../shared/order/folder-text'
import { languageCode } from '../../lib/format'
import { t } from '../../lib/intl'
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

const SHOWN_FILES = 100

const TONE_ICONS: Readonly<Record<Tone, LucideIcon>> = {
  ok: CircleCheck,
  quiet: CircleMinus,
  warn: TriangleAlert,
  bad: CircleAlert,
}

interface DeleteResultProps {
  readonly job: JobView
  /** The account that is open, or null. */
  readonly account: string | null
  readonly onDismiss: () => void
  readonly onRestore?: (copyId: string) => void
}

function Place({ identity }: { readonly identity: AssetIdentity }) {
  const folder = folderText(identity.relativePath)
  return (
    <span className="result-place">
      {identity.segmentId} · <ShownText text={languageCode(identity.locale)} />
      {folder !== '' && (
        <>
          {' · '}
          <ShownText text={folder} />
        </>
      )}
    </span>
  )
}

/** A copy is of use once the file is gone, or may be. */
function restorable({ copyId, outcome }: JobFile): string | null {
  return outcome.state === 'deleted-and-verified' || outcome.state === 'not-checked' ? copyId : null
}

function ResultFile({ file, onRestore }: Pick<DeleteResultProps, 'onRestore'> & { readonly file: JobFile }) {
  const copyId = restorable(file)
  const tone = outcomeTone(file.outcome)
  const Icon = TONE_ICONS[tone]
  const detail = outcomeDetail(file.outcome)
  return (
    <li className="result-file" data-tone={tone}>
      <Icon aria-hidden className="result-icon" />
      <div className="result-text">
        <FileName name={file.identity.name} />
        <Place identity={file.identity} />
        <span className="result-outcome">{outcomeText(file.outcome)}</span>
        {detail !== null && (
          <span className="result-detail">
            {detail.isForeign ? (
              <ShownText text={detail.text} isProse className="shown-text-wrap" />
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

/** Files that went although nobody asked for them: the worst that can happen, told first, each by name. */
function Vanished({ vanished, onRestore }: Pick<JobView, 'vanished'> & Pick<DeleteResultProps, 'onRestore'>) {
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
              <ShownText text={identity.name} className="shown-text-wrap" />
              <Place identity={identity} />
            </div>
            {copyId !== null && onRestore !== undefined && (
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

function Stop({ stop }: { readonly stop: NonNullable<JobView['stop']> }) {
  const { failure } = stop
  return (
    <div className="result-stop">
      <p>{t(`stop.${stop.reason}`)}</p>
      {failure !== undefined && <p>{failureText(failure.kind)}</p>}
      {failure?.detail !== undefined && (
        <ShownText text={failure.detail} isProse className="shown-text-wrap" />
      )}
    </div>
  )
}

interface ResultBodyProps extends Pick<DeleteResultProps, 'onRestore'> {
  readonly files: readonly JobFile[]
  readonly children?: ReactNode
}

/** Names and outcomes, the first hundred: what scripts and screen readers take for the result. */
export function ResultBody({ files, children, ...rest }: ResultBodyProps) {
  const more = files.length - SHOWN_FILES
  return (
    <div role="status" aria-label={t('result.title')} className="result-body">
      {children}
      <ul className="result-files">
        {byUrgency(files)
          .slice(0, SHOWN_FILES)
          .map((file) => (
            <ResultFile key={file.key} file={file} {...rest} />
          ))}
      </ul>
      {more > 0 && <p className="result-more">{t('list.moreFiles', { count: more })}</p>}
    </div>
  )
}

export function DeleteResult({ job, account, onDismiss, ...rest }: DeleteResultProps) {
  const tone = resultTone(job)
  const Icon = TONE_ICONS[tone]
  return (
    <div className="result" data-tone={tone}>
      {job.vanished.length > 0 && <Vanished vanished={job.vanished} {...rest} />}
      <div className="result-head">
        <Icon aria-hidden className="result-icon" />
        <span className="job-name">{t('job.name', { count: job.files.length })}</span>
        <Tip text={t('action.dismiss')}>
          <Button
            look="quiet"
            size="small"
            aria-label={t('action.dismiss')}
            icon={<X aria-hidden />}
            onPress={onDismiss}
          />
        </Tip>
      </div>
      {job.accountKey !== account && <OriginLine origin={job} openAccount={account} />}
      <ResultBody files={job.files} {...rest}>
        <p className="result-summary">{summaryText(summarize(job))}</p>
        {job.stop !== null && <Stop stop={job.stop} />}
      </ResultBody>
    </div>
  )
}
