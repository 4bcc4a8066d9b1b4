import { FileText, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ActivityEntry } from '../../../shared/activity'
import { Button } from '../../components/button'
import { UntrustedText } from '../../components/untrusted-text'
import { folderText } from '../../../shared/order/folder-text'
import { formatSize } from '../../lib/format'
import { t } from '../../lib/intl'
import { actionText, locationText, reasonText, resultText } from './entry-texts'

interface ActivityEntryPaneProps {
  readonly entry: ActivityEntry
  readonly onReceipt: (runId: string) => void
  readonly onClose: () => void
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="entry-fact">
      <dt>{label}</dt>
      <dd className="selectable">{children}</dd>
    </div>
  )
}

function Facts({ entry }: Pick<ActivityEntryPaneProps, 'entry'>) {
  const { asset, reason, answer, sha256 } = entry
  const folder = folderText(asset.relativePath)
  return (
    <dl className="entry-facts">
      <Fact label={t('field.when')}>{entry.at}</Fact>
      <Fact label={t('field.place')}>
        <UntrustedText text={locationText(asset)} />
      </Fact>
      {folder !== '' && (
        <Fact label={t('field.folder')}>
          <UntrustedText text={folder} />
        </Fact>
      )}
      <Fact label={t('field.size')}>{formatSize(entry.size)}</Fact>
      <Fact label={t('field.user')}>
        <UntrustedText text={entry.user} />
      </Fact>
      <Fact label={t('activity.fact.connection')}>
        <UntrustedText text={`${entry.connection} · ${entry.account} · ${entry.host}`} />
      </Fact>
      {reason !== null && <Fact label={t('activity.fact.reason')}>{reasonText(reason)}</Fact>}
      {answer !== '' && (
        <Fact label={t('field.answer')}>
          <UntrustedText text={answer} isProse className="untrusted-text-wrap" />
        </Fact>
      )}
      {sha256 !== null && (
        <Fact label={t(entry.act === 'upload' ? 'activity.fact.sent' : 'activity.fact.copy')}>{sha256}</Fact>
      )}
      <Fact label={t('activity.fact.hash')}>{entry.hash}</Fact>
      <Fact label={t('activity.fact.previousHash')}>{entry.previousHash}</Fact>
    </dl>
  )
}

/** All details of one entry. */
export function ActivityEntryPane({ entry, onReceipt, onClose }: ActivityEntryPaneProps) {
  const { jobId: runId } = entry
  const title = t('activity.details', { number: entry.seq })
  return (
    <section className="entry-pane scrolls" aria-label={title}>
      <div className="entry-header">
        <h2 className="entry-title">
          {title}: {actionText(entry.act)} · {resultText(entry.result)}
        </h2>
        {runId !== null && (
          <Button size="small" icon={<FileText aria-hidden />} onPress={() => onReceipt(runId)}>
            {t('activity.receipt')}
          </Button>
        )}
        <Button
          variant="quiet"
          size="small"
          aria-label={t('activity.details.close')}
          icon={<X aria-hidden />}
          onPress={onClose}
        />
      </div>
      <p className="entry-name selectable">
        <UntrustedText text={entry.asset.name} className="untrusted-text-wrap" />
      </p>
      <Facts entry={entry} />
    </section>
  )
}
