import {
  CircleAlert,
  CircleCheck,
  CircleMinus,
  OctagonX,
  TriangleAlert,
  X,
  type LucideIcon,
} from 'lucide-react'
import { useStore } from 'zustand/react'
import type { RestoreFile, RestoreState, RestoreRun } from '../../../shared/recycle-bin'
import { Button } from '../../components/button'
import { FileName } from '../../components/file-name'
import { AccountLine } from '../../components/account-line'
import { ProgressLine } from '../../components/progress-line'
import { UntrustedText } from '../../components/untrusted-text'
import { Spinner } from '../../components/spinner'
import { failureText } from '../../lib/failure-text'
import { t } from '../../lib/intl'
import type { BinStore } from './bin-store'

type Tone = 'ok' | 'quiet' | 'warn' | 'bad'

const toneIcons: Readonly<Record<Tone, LucideIcon>> = {
  ok: CircleCheck,
  quiet: CircleMinus,
  warn: TriangleAlert,
  bad: CircleAlert,
}

const maxShownFiles = 100

/** Severity of an outcome. Only a file verified by a listing is a success. */
export function restoreTone({ state }: RestoreState): Tone {
  switch (state) {
    case 'waiting':
    case 'sending':
    case 'checking':
      return 'quiet'
    case 'restored':
      return 'ok'
    case 'restored-elsewhere':
    case 'name-taken':
    case 'not-replaced':
    case 'not-checked':
    case 'other-connection':
      return 'warn'
    case 'came-back-different':
    case 'not-listed':
    case 'copy-damaged':
    case 'copy-gone':
    case 'not-restored':
      return 'bad'
  }
}

function Detail({ outcome }: Pick<RestoreFile, 'outcome'>) {
  if (outcome.state === 'restored') return <>{t(`restore.bytes.${outcome.bytes}`)}</>
  if (outcome.state === 'restored-elsewhere') {
    return (
      <>
        <UntrustedText text={outcome.listed.name} className="untrusted-text-wrap" />{' '}
        {t(`restore.bytes.${outcome.bytes}`)}
      </>
    )
  }
  if (outcome.state === 'name-taken') return <>{t('restore.nameTaken.todo')}</>
  if (!('failure' in outcome)) return null
  const { kind, detail } = outcome.failure
  return (
    <>
      {failureText(kind)}{' '}
      {detail !== undefined && <UntrustedText text={detail} isProse className="untrusted-text-wrap" />}
    </>
  )
}

interface FileLineProps {
  readonly file: RestoreFile
  /** Undefined while replacing is not possible. */
  readonly onReplace: ((copyIds: readonly string[]) => void) | undefined
}

function FileLine({ file, onReplace }: FileLineProps) {
  const { outcome, doubt, identity } = file
  const tone = restoreTone(outcome)
  const Icon = toneIcons[tone]
  return (
    <li className="restore-file" data-tone={tone}>
      <Icon aria-hidden className="restore-icon" />
      <div className="restore-text">
        <FileName name={identity.name} />
        <span className="restore-outcome">
          {outcome.state === 'restored' && outcome.bytes === 'not-compared'
            ? t('restore.restored.size')
            : t(`restore.${outcome.state}`)}
        </span>
        <span className="restore-detail">
          <Detail outcome={outcome} />
        </span>
        {doubt !== null && outcome.state !== 'restored' && (
          <span className="restore-detail">{t(`restore.doubt.${doubt}`)}</span>
        )}
      </div>
      {outcome.state === 'name-taken' && onReplace !== undefined && (
        <Button size="small" className="restore-replace" onPress={() => onReplace([file.copyId])}>
          {t('restore.replace')}
        </Button>
      )}
    </li>
  )
}

/** Copies whose names are taken, if one deletion can cover them all: it is limited to one context. */
function copiesToReplace(files: readonly RestoreFile[]): readonly string[] {
  const nameTaken = files.flatMap(({ copyId, outcome }) =>
    outcome.state === 'name-taken' ? outcome.there.map(({ context }) => ({ copyId, context })) : [],
  )
  const contexts = new Set(nameTaken.map(({ context }) => JSON.stringify(context)))
  return contexts.size === 1 ? [...new Set(nameTaken.map(({ copyId }) => copyId))] : []
}

interface RunningProps {
  readonly restore: RestoreRun
  readonly title: string
  readonly onStop: () => void
}

function Running({ restore, title, onStop }: RunningProps) {
  const { files, stopRequested } = restore
  const settled = files.filter(({ outcome }) => restoreTone(outcome) !== 'quiet').length
  return (
    <>
      <ProgressLine label={title} percent={(settled / files.length) * 100} />
      <div className="restore-running">
        <span className="restore-detail">{stopRequested && t('restore.stopping')}</span>
        <Button
          variant="danger-plain"
          size="small"
          isDisabled={stopRequested}
          icon={stopRequested ? <Spinner /> : <OctagonX aria-hidden />}
          onPress={onStop}
        >
          {t('action.stop')}
        </Button>
      </div>
    </>
  )
}

interface RestoreResultProps {
  readonly store: BinStore
  /** The account that is open, or null. */
  readonly account: string | null
  /** Asks to delete the files that occupy the names of these copies; absent if nothing can be deleted. */
  readonly onReplace?: (copyIds: readonly string[]) => void
}

/** The latest restore: its progress, then the outcome of each file. */
export function RestoreResult({ store, account, onReplace }: RestoreResultProps) {
  const restore = useStore(store, (state) => state.snapshot?.restore ?? null)
  if (restore === null) return null
  const { files, isDone } = restore
  const title = t('restore.name', { count: files.length })
  const isHere = restore.accountKey === account
  // Name conflicts found on another account do not apply to the open one.
  const replace = isDone && isHere ? onReplace : undefined
  const conflictingCopies = replace === undefined ? [] : copiesToReplace(files)
  const hasRestored = files.some(({ outcome }) => outcome.state.startsWith('restored'))
  return (
    <section className="restore" aria-label={title}>
      <div className="restore-header">
        <h2 className="restore-title">{title}</h2>
        {isDone && (
          <Button
            variant="quiet"
            size="small"
            aria-label={t('action.dismiss')}
            icon={<X aria-hidden />}
            onPress={() => void store.dismissRestore()}
          />
        )}
      </div>
      {!isHere && <AccountLine account={restore} openAccount={account} />}
      {!isDone && <Running restore={restore} title={title} onStop={() => void store.stopRestore()} />}
      <div role="status" aria-label={t('restore.title')}>
        <ul className="restore-files">
          {files.slice(0, maxShownFiles).map((file) => (
            <FileLine key={file.copyId} file={file} onReplace={replace} />
          ))}
        </ul>
        {files.length > maxShownFiles && (
          <p>{t('list.moreFiles', { count: files.length - maxShownFiles })}</p>
        )}
        {conflictingCopies.length > 1 && (
          <Button size="small" onPress={() => replace?.(conflictingCopies)}>
            {t('restore.replaceAll', { count: conflictingCopies.length })}
          </Button>
        )}
        {isDone && hasRestored && <p className="restore-detail">{t('restore.notBack')}</p>}
      </div>
    </section>
  )
}
