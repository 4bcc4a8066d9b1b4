import { memo, type MouseEvent } from 'react'
import type { ListedCopy } from '../../../shared/recycle-bin'
import { FileName } from '../../components/file-name'
import { ShownText } from '../../components/shown-text'
import { folderText } from '../../../shared/order/folder-text'
import { formatDay, formatMoment, formatSize, languageCode } from '../../lib/format'
import { t } from '../../lib/intl'
import { rowName } from '../../lib/row-name'
import { visibleText } from '../../lib/visible-text'
import { CopyTile } from './copy-tile'

export interface BinRowProps {
  readonly id: string
  readonly copy: ListedCopy
  readonly index: number
  readonly top: number
  readonly isSelected: boolean
  readonly isActive: boolean
  readonly previewOf: (copyId: string) => Promise<string | null>
  readonly onPress: (index: number, event: MouseEvent) => void
}

const FIRST_ROW = 2

function moment(ms: number): string {
  return formatMoment(new Date(ms).toISOString())
}

function Place({ copy }: Pick<BinRowProps, 'copy'>) {
  const { segmentId, locale, relativePath } = copy.identity
  const folder = folderText(relativePath)
  return (
    <span className="bin-place">
      {segmentId} · <ShownText text={languageCode(locale)} />
      {folder !== '' && (
        <>
          {' · '}
          <ShownText text={folder} />
        </>
      )}
    </span>
  )
}

export const BinRow = memo(function BinRow(props: BinRowProps) {
  const { copy, index } = props
  const { identity, accountId, host, size, keptAt, expiresAt, restoredAt, why } = copy
  return (
    <div
      id={props.id}
      role="row"
      aria-label={rowName(identity)}
      aria-rowindex={index + FIRST_ROW}
      aria-selected={props.isSelected}
      data-active={props.isActive || undefined}
      className="bin-columns bin-row"
      style={{ transform: `translateY(${props.top}px)` }}
      onMouseDown={(event) => props.onPress(index, event)}
    >
      <div
        role="gridcell"
        aria-colindex={1}
        className="bin-cell bin-cell-name"
        title={visibleText(identity.name)}
      >
        <CopyTile copy={copy} previewOf={props.previewOf} />
        <FileName name={identity.name} />
        {why === 'at-risk' && (
          <span
            className="bin-at-risk"
            title={t('bin.atRisk.why')}
            aria-label={t('bin.atRisk.why')}
            role="note"
          >
            {t('bin.atRisk')}
          </span>
        )}
        {restoredAt !== null && (
          <span className="bin-restored" title={t('bin.restored.when', { when: moment(restoredAt) })}>
            {t('bin.restored')}
          </span>
        )}
      </div>
      <div role="gridcell" aria-colindex={2} className="bin-cell">
        <Place copy={copy} />
      </div>
      <div role="gridcell" aria-colindex={3} className="bin-cell">
        {moment(keptAt)}
      </div>
      <div
        role="gridcell"
        aria-colindex={4}
        className="bin-cell"
        data-column="account"
        title={
          copy.isFromHere
            ? undefined
            : t('bin.elsewhere', { host: visibleText(host), account: visibleText(accountId) })
        }
      >
        <ShownText text={`${accountId} · ${host}`} />
      </div>
      <div role="gridcell" aria-colindex={5} className="bin-cell" data-column="size">
        {formatSize(size)}
      </div>
      <div role="gridcell" aria-colindex={6} className="bin-cell" data-column="expires">
        {formatDay(new Date(expiresAt).toISOString())}
      </div>
    </div>
  )
})
