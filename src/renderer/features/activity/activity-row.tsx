import { FileText } from 'lucide-react'
import { memo } from 'react'
import type { ActivityEntry } from '../../../shared/activity'
import { FileName } from '../../components/file-name'
import { ShownText } from '../../components/shown-text'
import { formatMoment, languageCode } from '../../lib/format'
import { t } from '../../lib/intl'
import { visibleText } from '../../lib/visible-text'
import { actText, entryName, entryTone, resultText } from './entry-texts'

/** Position of the first entry in `aria-rowindex`: the header is row 1. */
const FIRST_ROW = 2

interface ActivityRowProps {
  readonly id: string
  readonly index: number
  readonly top: number
  /** Undefined while its page is under way. */
  readonly entry: ActivityEntry | undefined
  readonly isActive: boolean
  readonly onPress: (index: number) => void
  readonly onReceipt: (jobId: string) => void
}

function Cells({
  entry,
  onReceipt,
}: { readonly entry: ActivityEntry } & Pick<ActivityRowProps, 'onReceipt'>) {
  const { asset, jobId } = entry
  return (
    <>
      <div role="gridcell" className="activity-cell">
        {formatMoment(entry.at)}
      </div>
      <div role="gridcell" className="activity-cell">
        {actText(entry.act)}
      </div>
      <div role="gridcell" className="activity-cell activity-cell-file" title={visibleText(asset.name)}>
        <FileName name={asset.name} />
      </div>
      <div role="gridcell" className="activity-cell">
        {asset.segmentId}
      </div>
      <div role="gridcell" className="activity-cell">
        <ShownText text={languageCode(asset.locale)} />
      </div>
      <div role="gridcell" className="activity-cell" data-column="account" title={visibleText(entry.account)}>
        <ShownText text={entry.account} />
      </div>
      <div role="gridcell" className="activity-cell" data-column="server" title={visibleText(entry.host)}>
        <ShownText text={entry.host} />
      </div>
      <div role="gridcell" className="activity-cell activity-cell-result" data-tone={entryTone(entry.result)}>
        <span className="activity-result">{resultText(entry.result)}</span>
        {jobId !== null && (
          <button
            type="button"
            tabIndex={-1}
            className="activity-receipt"
            aria-label={t('activity.receipt.of', { number: entry.seq })}
            title={t('activity.receipt')}
            onClick={() => onReceipt(jobId)}
          >
            <FileText aria-hidden />
          </button>
        )}
      </div>
    </>
  )
}

export const ActivityRow = memo(function ActivityRow(props: ActivityRowProps) {
  const { entry, index } = props
  return (
    <div
      id={props.id}
      role="row"
      aria-label={entry === undefined ? undefined : entryName(entry)}
      aria-rowindex={index + FIRST_ROW}
      aria-selected={props.isActive}
      aria-busy={entry === undefined || undefined}
      className="activity-columns activity-row"
      style={{ transform: `translateY(${props.top}px)` }}
      onMouseDown={() => props.onPress(index)}
    >
      {entry === undefined ? (
        <div role="gridcell" className="activity-cell">
          <span className="activity-wait" />
        </div>
      ) : (
        <Cells entry={entry} onReceipt={props.onReceipt} />
      )}
    </div>
  )
})
