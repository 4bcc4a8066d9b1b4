import { FileText, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ActivityEntry } from '../../../shared/activity'
import { Button } from '../../components/button'
import { ShownText } from '../../components/shown-text'
import { folderText } from '../../../shared/order/folder-text'
import { formatSize } from '../../lib/format'
import { t } from '../../lib/intl'
import { actText, placeText, reasonText, resultText } from './entry-texts'

interface ActivityEntryPaneProps {
  readonly entry: ActivityEntry
  readonly onReceipt: (jobId: string) => void
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
        <ShownText text={placeText(asset)} />
      </Fact>
      {folder !== '' && (
        <Fact label={t('field.folder')}>
          <ShownText text={folder} />
        </Fact>
      )}
      <Fact label={t('field.size')}>{formatSize(entry.size)}</Fact>
      <Fact label={t('field.user')}>
        <ShownText text={entry.user} />
      </Fact>
      <Fact label={t('activity.fact.connection')}>
        <ShownText text={`${entry.connection} · ${entry.account} · ${entry.host}`} />
      </Fact>
      {reason !== null && <Fact label={t('activity.fact.reason')}>{reasonText(reason)}</Fact>}
      {answer !== '' && (
        <Fact label={t('field.answer')}>
          <ShownText text={answer} isProse className="shown-text-wrap" />
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

/** All that is known of one entry. */
export function ActivityEntryPane({ entry, onReceipt, onClose }: ActivityEntryPaneProps) {
  const { jobId } = entry
  const title = t('activity.details', { number: entry.seq })
  return (
    <section className="entry-pane scrolls" aria-label={title}>
      <div className="entry-head">
        <h2 className="entry-title">
          {title}: {actText(entry.act)} · {resultText(entry.result)}
        </h2>
        {jobId !== null && (
          <Button size="small" icon={<FileText aria-hidden />} onPress={() => onReceipt(jobId)}>
            {t('activity.receipt')}
          </Button>
        )}
        <Button
          look="quiet"
          size="small"
          aria-label={t('activity.details.close')}
          icon={<X aria-hidden />}
          onPress={onClose}
        />
      </div>
      <p className="entry-name selectable">
        <ShownText text={entry.asset.name} className="shown-text-wrap" />
      </p>
      <Facts entry={entry} />
    </section>
  )
}
