import { FileText } from 'lucide-react'
import { memo, type MouseEvent } from 'react'
import type { ActivityEntry } from '../../../shared/activity'
import { FileName } from '../../components/file-name'
import { GridCell } from '../../components/grid-cell'
import { GridRow } from '../../components/grid-row'
import { UntrustedText } from '../../components/untrusted-text'
import { formatDateTime, languageCode } from '../../lib/format'
import { t } from '../../lib/intl'
import { visibleText } from '../../lib/visible-text'
import { actionText, entryName, entryTone, resultText } from './entry-texts'

interface ActivityRowProps {
  readonly id: string
  readonly index: number
  readonly top: number
  /** Undefined while its page is loading. */
  readonly entry: ActivityEntry | undefined
  readonly isActive: boolean
  readonly onPress: (index: number) => void
  readonly onMenu: (index: number, event: MouseEvent) => void
  readonly onReceipt: (runId: string) => void
}

function Cells({
  entry,
  onReceipt,
}: { readonly entry: ActivityEntry } & Pick<ActivityRowProps, 'onReceipt'>) {
  const { asset, jobId: runId } = entry
  return (
    <>
      <GridCell columnIndex={1}>{formatDateTime(entry.at)}</GridCell>
      <GridCell columnIndex={2}>{actionText(entry.act)}</GridCell>
      <GridCell columnIndex={3} className="grid-cell-name" title={visibleText(asset.name)}>
        <FileName name={asset.name} />
      </GridCell>
      <GridCell columnIndex={4}>{asset.segmentId}</GridCell>
      <GridCell columnIndex={5}>
        <UntrustedText text={languageCode(asset.locale)} />
      </GridCell>
      <GridCell columnIndex={6} column="account" title={visibleText(entry.account)}>
        <UntrustedText text={entry.account} />
      </GridCell>
      <GridCell columnIndex={7} column="server" title={visibleText(entry.host)}>
        <UntrustedText text={entry.host} />
      </GridCell>
      <GridCell columnIndex={8} className="activity-cell-result">
        <span className="activity-result" data-tone={entryTone(entry.result)}>
          {resultText(entry.result)}
        </span>
        {runId !== null && (
          <button
            type="button"
            tabIndex={-1}
            className="activity-receipt"
            aria-label={t('activity.receipt.of', { number: entry.seq })}
            title={t('activity.receipt')}
            onClick={() => onReceipt(runId)}
          >
            <FileText aria-hidden />
          </button>
        )}
      </GridCell>
    </>
  )
}

export const ActivityRow = memo(function ActivityRow(props: ActivityRowProps) {
  const { entry, index } = props
  return (
    <GridRow
      id={props.id}
      name={entry === undefined ? undefined : entryName(entry)}
      index={index}
      top={props.top}
      isSelected={props.isActive}
      isActive={props.isActive}
      className="activity-columns"
      onPress={props.onPress}
      onMenu={props.onMenu}
    >
      {entry === undefined ? (
        <GridCell columnIndex={1}>
          <span className="activity-placeholder" />
        </GridCell>
      ) : (
        <Cells entry={entry} onReceipt={props.onReceipt} />
      )}
    </GridRow>
  )
})
