import { memo, type MouseEvent } from 'react'
import type { ListedCopy } from '../../../shared/recycle-bin'
import { FileName } from '../../components/file-name'
import { GridCell } from '../../components/grid-cell'
import { GridRow } from '../../components/grid-row'
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
  readonly onMenu: (index: number, event: MouseEvent) => void
}

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
    <GridRow
      id={props.id}
      name={rowName(identity)}
      index={index}
      top={props.top}
      isSelected={props.isSelected}
      isActive={props.isActive}
      className="bin-columns"
      onPress={props.onPress}
      onMenu={props.onMenu}
    >
      <GridCell place={1} className="grid-cell-name" title={visibleText(identity.name)}>
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
      </GridCell>
      <GridCell place={2}>
        <Place copy={copy} />
      </GridCell>
      <GridCell place={3}>{moment(keptAt)}</GridCell>
      <GridCell
        place={4}
        column="account"
        title={
          copy.isFromHere
            ? undefined
            : t('bin.elsewhere', { host: visibleText(host), account: visibleText(accountId) })
        }
      >
        <ShownText text={`${accountId} · ${host}`} />
      </GridCell>
      <GridCell place={5} column="size">
        {formatSize(size)}
      </GridCell>
      <GridCell place={6} column="expires">
        {formatDay(new Date(expiresAt).toISOString())}
      </GridCell>
    </GridRow>
  )
})
