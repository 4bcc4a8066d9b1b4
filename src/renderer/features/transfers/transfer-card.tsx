import {
  CircleAlert,
  CircleCheck,
  CircleMinus,
  OctagonX,
  Pause,
  Play,
  RotateCw,
  TriangleAlert,
  X,
} from 'lucide-react'
import type { MouseEvent } from 'react'
import { useStore } from 'zustand/react'
import type { ContextMenuItem } from '../../../shared/menu'
import type { TransferBatch } from '../../../shared/transfers'
import { Button } from '../../components/button'
import { Countdown } from '../../components/countdown'
import { AccountLine } from '../../components/account-line'
import { ProgressLine } from '../../components/progress-line'
import { UntrustedText } from '../../components/untrusted-text'
import { useContextMenu } from '../../lib/context-menu'
import { folderText } from '../../../shared/order/folder-text'
import { languageCode } from '../../lib/format'
import { t } from '../../lib/intl'
import { TransferFileLine } from './transfer-file'
import {
  batchName,
  batchPercent,
  batchTone,
  isElsewhere,
  progressText,
  batchSummaryText,
  type Tone,
} from './transfer-texts'
import type { TransfersStore } from './transfers-store'

interface TransferCardProps {
  readonly batch: TransferBatch
  readonly store: TransfersStore
  /** The account that is open, or null. */
  readonly account: string | null
}

const toneIcons = { ok: CircleCheck, quiet: CircleMinus, warn: TriangleAlert, bad: CircleAlert } as const

/** The target of the files. */
function TargetLine({ target }: Pick<TransferBatch, 'target'>) {
  if (target.kind === 'folder') {
    return (
      <p className="transfer-target">
        <span>{t('transfer.target.folder')}</span> <UntrustedText text={target.name} />
      </p>
    )
  }
  const folder = folderText(target.folder)
  return (
    <p className="transfer-target">
      <span>{t('place.oneSegment', { id: String(target.segmentId) })}</span> <span aria-hidden>·</span>{' '}
      <UntrustedText text={languageCode(target.locale)} />
      {folder !== '' && (
        <>
          {' '}
          <span aria-hidden>·</span> <UntrustedText text={folder} />
        </>
      )}
    </p>
  )
}

function Phase({ batch }: Pick<TransferCardProps, 'batch'>) {
  const { phase, waitingUntil } = batch
  const isWaiting = phase === 'paused' || phase === 'offline' || phase === 'elsewhere'
  return (
    <>
      <p className="transfer-phase">{progressText(batch)}</p>
      {isWaiting && (
        <p className="transfer-phase" data-waiting>
          {t(`transfer.phase.${phase}`)}
        </p>
      )}
      {phase === 'running' && waitingUntil !== null && (
        <p className="transfer-phase">
          <Countdown until={waitingUntil} />
        </p>
      )}
    </>
  )
}

/** The actions on the whole batch that its state allows. */
function menuItemsOf({ phase, counts }: TransferBatch, isHere: boolean): readonly ContextMenuItem[] {
  const isUnfinished = phase !== 'done'
  const isPausable = phase === 'running' || phase === 'offline'
  return [
    ...(isPausable ? [{ choice: 'transfer-pause', isEnabled: true } as const] : []),
    ...(phase === 'paused' ? [{ choice: 'transfer-resume', isEnabled: true } as const] : []),
    ...(isUnfinished ? [{ choice: 'transfer-stop', isEnabled: true } as const] : []),
    ...(counts.failed > 0 ? [{ choice: 'transfer-retry', isEnabled: isHere } as const] : []),
    ...(isUnfinished ? [] : [{ choice: 'transfer-clear', isEnabled: true } as const]),
  ]
}

type TransferAction = ReturnType<typeof menuItemsOf>[number]['choice']

function TransferActions({ batch, store, account }: TransferCardProps) {
  const offered = menuItemsOf(batch, !isElsewhere(batch, account)).filter(({ isEnabled }) => isEnabled)
  const has = (action: TransferAction) => offered.some(({ choice }) => choice === action)
  const handlerOf = (action: TransferAction) => () => void runAction(action, batch, store)
  return (
    <div className="transfer-actions">
      {has('transfer-pause') && (
        <Button size="small" icon={<Pause aria-hidden />} onPress={handlerOf('transfer-pause')}>
          {t('transfer.pause')}
        </Button>
      )}
      {has('transfer-resume') && (
        <Button size="small" icon={<Play aria-hidden />} onPress={handlerOf('transfer-resume')}>
          {t('transfer.resume')}
        </Button>
      )}
      {has('transfer-retry') && (
        <Button size="small" icon={<RotateCw aria-hidden />} onPress={handlerOf('transfer-retry')}>
          {t('transfer.retryAll')}
        </Button>
      )}
      {has('transfer-stop') && (
        <Button
          variant="danger-plain"
          size="small"
          icon={<OctagonX aria-hidden />}
          onPress={handlerOf('transfer-stop')}
        >
          {t('action.stop')}
        </Button>
      )}
      {has('transfer-clear') && (
        <Button size="small" icon={<X aria-hidden />} onPress={handlerOf('transfer-clear')}>
          {t('transfer.clear')}
        </Button>
      )}
    </div>
  )
}

async function runAction(
  action: TransferAction,
  { id }: TransferBatch,
  store: TransfersStore,
): Promise<void> {
  if (action === 'transfer-pause') await store.pause(id)
  if (action === 'transfer-resume') await store.resume(id)
  if (action === 'transfer-stop') await store.stop(id)
  if (action === 'transfer-retry') await store.retry(id, null)
  if (action === 'transfer-clear') await store.clear(id)
}

function Files({ batch, store, account }: TransferCardProps) {
  const resolving = useStore(store, (state) => state.resolving)
  const isHere = !isElsewhere(batch, account)
  const more = batch.files - batch.shown.length
  return (
    <>
      <ul
        className="transfer-files scrolls"
        aria-label={t('transfer.files', { name: batchName(batch) })}
        tabIndex={0}
      >
        {batch.shown.map((file) => (
          <TransferFileLine
            key={file.id}
            file={file}
            kind={batch.kind}
            isResolving={resolving.has(file.id)}
            onRetry={isHere ? () => void store.retry(batch.id, [file.id]) : undefined}
            onRenew={isHere ? (from) => void store.renew(batch.id, file.id, from) : undefined}
            onResolve={isHere ? (choice) => void store.resolve(batch.id, file.id, choice) : undefined}
          />
        ))}
      </ul>
      {more > 0 && <p className="transfer-phase">{t('list.moreFiles', { count: more })}</p>}
    </>
  )
}

/** Card of one batch: its progress, the outcome of each file, and the available actions. */
export function TransferCard(props: TransferCardProps) {
  const { batch, store, account } = props
  const open = useContextMenu()
  const name = batchName(batch)
  const isDone = batch.phase === 'done'
  const tone: Tone = isDone ? batchTone(batch) : 'quiet'
  const Icon = toneIcons[tone]

  async function openMenu(event: MouseEvent) {
    const choice = await open(event, menuItemsOf(batch, !isElsewhere(batch, account)))
    if (choice !== null) await runAction(choice, batch, store)
  }

  return (
    <div
      role="group"
      aria-label={name}
      className="transfer"
      data-tone={tone}
      onContextMenu={(event) => void openMenu(event)}
    >
      <div className="transfer-header">
        {isDone && <Icon aria-hidden className="transfer-icon" />}
        <h3 className="transfer-name">{name}</h3>
      </div>
      <TargetLine target={batch.target} />
      {isDone ? (
        <p className="transfer-sum">{batchSummaryText(batch)}</p>
      ) : (
        <>
          <ProgressLine label={name} percent={batchPercent(batch)} />
          <Phase batch={batch} />
        </>
      )}
      {isElsewhere(batch, account) && <AccountLine account={batch} openAccount={account} />}
      <TransferActions {...props} />
      {batch.shown.length > 0 && <Files {...props} />}
    </div>
  )
}
