import { CircleAlert, CircleCheck, CircleMinus, RotateCw, TriangleAlert, type LucideIcon } from 'lucide-react'
import {
  conflictChoices,
  isSourceProblem,
  type ConflictChoice,
  type SourceRenewal,
  type TransferFile,
  type TransferKind,
} from '../../../shared/transfers'
import { Button } from '../../components/button'
import { FileName } from '../../components/file-name'
import { ShownText } from '../../components/shown-text'
import { t } from '../../lib/intl'
import { problemText, stateText, stateTone, type Tone } from './transfer-texts'

const ICONS: Readonly<Record<Tone, LucideIcon>> = {
  ok: CircleCheck,
  quiet: CircleMinus,
  warn: TriangleAlert,
  bad: CircleAlert,
}

interface TransferFileLineProps {
  readonly file: TransferFile
  readonly kind: TransferKind
  /** Absent while its account is not open. */
  readonly onRetry: (() => void) | undefined
  readonly onResolve: ((choice: ConflictChoice) => void) | undefined
  readonly onRenew: ((from: SourceRenewal) => void) | undefined
  /** It is being decided about. */
  readonly isResolving: boolean
}

function Outcome({ file, kind }: Pick<TransferFileLineProps, 'file' | 'kind'>) {
  const { outcome, size } = file
  return (
    <>
      <span className="transfer-outcome">
        {outcome.state === 'failed' ? problemText(outcome.problem) : stateText(outcome, kind, size)}
        {outcome.state === 'done' && outcome.as !== null && (
          <>
            {' '}
            <bdi>{t('transfer.state.as', { name: outcome.as })}</bdi>
          </>
        )}
      </span>
      {outcome.state === 'failed' && outcome.detail !== undefined && outcome.detail.trim() !== '' && (
        <span className="transfer-detail">
          {t('failure.detail')} <ShownText text={outcome.detail} isProse className="shown-text-wrap" />
        </span>
      )}
    </>
  )
}

/** What can become of a file whose place is taken. */
function waysOf({ isSource }: TransferFile): readonly ConflictChoice[] {
  return conflictChoices.filter((choice) => choice !== 'replace' || isSource !== true)
}

/** How the file of an upload can be given anew, or nothing where that is not what it lacks. */
function renewalsOf({ outcome }: TransferFile, kind: TransferKind): readonly SourceRenewal[] {
  if (kind !== 'upload' || outcome.state !== 'failed' || !isSourceProblem(outcome.problem)) return []
  return outcome.problem === 'source-changed' ? ['as-it-is', 'by-dialog'] : ['by-dialog']
}

interface WaysProps<Way> {
  readonly label: string
  readonly ways: readonly Way[]
  readonly textOf: (way: Way) => string
  readonly isDisabled: boolean
  readonly onChoose: (way: Way) => void
}

/** What the user can decide about a file. */
function Ways<Way extends string>({ label, ways, textOf, isDisabled, onChoose }: WaysProps<Way>) {
  return (
    <div role="group" aria-label={label} className="transfer-ways">
      {ways.map((way) => (
        <Button key={way} size="small" isDisabled={isDisabled} onPress={() => onChoose(way)}>
          {textOf(way)}
        </Button>
      ))}
    </div>
  )
}

/** One file of a batch: its name, how it stands, and what can be done about it. */
export function TransferFileLine(props: TransferFileLineProps) {
  const { file, kind, onRetry, onResolve, onRenew, isResolving } = props
  const { identity, outcome } = file
  const renewals = onRenew === undefined ? [] : renewalsOf(file, kind)
  const tone = stateTone(outcome)
  const Icon = ICONS[tone]
  return (
    <li className="transfer-file" data-tone={tone}>
      <Icon aria-hidden className="transfer-icon" />
      <div className="transfer-text">
        <FileName name={identity.name} />
        <Outcome file={file} kind={kind} />
        {outcome.state === 'name-taken' && onResolve !== undefined && (
          <Ways
            label={t('upload.exists', { name: identity.name })}
            ways={waysOf(file)}
            textOf={(choice) => t(`upload.choice.${choice}`)}
            isDisabled={isResolving}
            onChoose={onResolve}
          />
        )}
        {renewals.length > 0 && onRenew !== undefined && (
          <Ways
            label={t('transfer.source.of', { name: identity.name })}
            ways={renewals}
            textOf={(from) => t(`transfer.source.${from}`)}
            isDisabled={isResolving}
            onChoose={onRenew}
          />
        )}
      </div>
      {outcome.state === 'failed' && onRetry !== undefined && !renewals.includes('as-it-is') && (
        <Button
          look="quiet"
          size="small"
          icon={<RotateCw aria-hidden />}
          aria-label={t('transfer.retry.of', { name: identity.name })}
          onPress={onRetry}
        >
          {t('action.retry')}
        </Button>
      )}
    </li>
  )
}
