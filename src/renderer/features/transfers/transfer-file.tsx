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
import { UntrustedText } from '../../components/untrusted-text'
import { t } from '../../lib/intl'
import { stateText, stateTone, type Tone } from './transfer-texts'

const toneIcons: Readonly<Record<Tone, LucideIcon>> = {
  ok: CircleCheck,
  quiet: CircleMinus,
  warn: TriangleAlert,
  bad: CircleAlert,
}

interface TransferFileLineProps {
  readonly file: TransferFile
  readonly kind: TransferKind
  /** Undefined while the account of the transfer is not open. */
  readonly onRetry: (() => void) | undefined
  readonly onResolve: ((choice: ConflictChoice) => void) | undefined
  readonly onRenew: ((from: SourceRenewal) => void) | undefined
  /** A choice for this file is being sent. */
  readonly isResolving: boolean
}

function Outcome({ file, kind }: Pick<TransferFileLineProps, 'file' | 'kind'>) {
  const { outcome, size } = file
  return (
    <>
      <span className="transfer-outcome">
        {stateText(outcome, kind, size)}
        {outcome.state === 'done' && outcome.as !== null && (
          <>
            {' '}
            <bdi>{t('transfer.state.as', { name: outcome.as })}</bdi>
          </>
        )}
      </span>
      {'startedOver' in outcome && outcome.startedOver && (
        <span className="transfer-detail">{t('transfer.startedOver')}</span>
      )}
      {outcome.state === 'failed' && outcome.detail !== undefined && outcome.detail.trim() !== '' && (
        <span className="transfer-detail">
          {t('failure.detail')}{' '}
          <UntrustedText text={outcome.detail} isProse className="untrusted-text-wrap" />
        </span>
      )}
    </>
  )
}

/** The choices for a file whose name is taken. */
function conflictActionsOf({ isSource }: TransferFile): readonly ConflictChoice[] {
  return conflictChoices.filter((choice) => choice !== 'replace' || isSource !== true)
}

/** The ways to provide the source of an upload again; none if its source is not the problem. */
function renewalsOf({ outcome }: TransferFile, kind: TransferKind): readonly SourceRenewal[] {
  if (kind !== 'upload' || outcome.state !== 'failed' || !isSourceProblem(outcome.problem)) return []
  return outcome.problem === 'source-changed' ? ['as-it-is', 'by-dialog'] : ['by-dialog']
}

interface ActionButtonsProps<Action> {
  readonly label: string
  readonly actions: readonly Action[]
  readonly textOf: (action: Action) => string
  readonly isDisabled: boolean
  readonly onChoose: (action: Action) => void
}

/** A group of buttons for a choice about one file. */
function ActionButtons<Action extends string>({
  label,
  actions,
  textOf,
  isDisabled,
  onChoose,
}: ActionButtonsProps<Action>) {
  return (
    <div role="group" aria-label={label} className="transfer-actions">
      {actions.map((action) => (
        <Button key={action} size="small" isDisabled={isDisabled} onPress={() => onChoose(action)}>
          {textOf(action)}
        </Button>
      ))}
    </div>
  )
}

/** One file of a batch: its name, its state, and the available actions. */
export function TransferFileLine(props: TransferFileLineProps) {
  const { file, kind, onRetry, onResolve, onRenew, isResolving } = props
  const { identity, outcome } = file
  const renewals = onRenew === undefined ? [] : renewalsOf(file, kind)
  const tone = stateTone(outcome)
  const Icon = toneIcons[tone]
  return (
    <li className="transfer-file" data-tone={tone}>
      <Icon aria-hidden className="transfer-icon" />
      <div className="transfer-text">
        <FileName name={identity.name} />
        <Outcome file={file} kind={kind} />
        {outcome.state === 'name-taken' && onResolve !== undefined && (
          <ActionButtons
            label={t('upload.exists', { name: identity.name })}
            actions={conflictActionsOf(file)}
            textOf={(choice) => t(`upload.choice.${choice}`)}
            isDisabled={isResolving}
            onChoose={onResolve}
          />
        )}
        {renewals.length > 0 && onRenew !== undefined && (
          <ActionButtons
            label={t('transfer.source.of', { name: identity.name })}
            actions={renewals}
            textOf={(from) => t(`transfer.source.${from}`)}
            isDisabled={isResolving}
            onChoose={onRenew}
          />
        )}
      </div>
      {outcome.state === 'failed' && onRetry !== undefined && !renewals.includes('as-it-is') && (
        <Button
          variant="quiet"
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
