import { memo, type MouseEvent } from 'react'
import type { ListedCopy } from '../../../shared/recycle-bin'
import { FileName } from '../../components/file-name'
import { GridCell } from '../../components/grid-cell'
import { GridRow } from '../../components/grid-row'
import { UntrustedText } from '../../components/untrusted-text'
import { folderText } from '../../../shared/order/folder-text'
import { formatDate, formatDateTime, formatSize, languageCode } from '../../lib/format'
import { t } from '../../lib/intl'
import { assetRowName } from '../../lib/asset-row-name'
import { findMarks } from '../../lib/search-marks'
import { visibleText } from '../../lib/visible-text'
import { CopyTile } from './copy-tile'

export interface BinRowProps {
  readonly id: string
  readonly copy: ListedCopy
  readonly index: number
  readonly top: number
  readonly isSelected: boolean
  readonly isActive: boolean
  /** The folded search, or ''. */
  readonly needle: string
  readonly loadPreview: (copyId: string) => Promise<string | null>
  readonly onPress: (index: number, event: MouseEvent) => void
  readonly onMenu: (index: number, event: MouseEvent) => void
}

function formatTimestamp(ms: number): string {
  return formatDateTime(new Date(ms).toISOString())
}

function FileLocation({ copy, needle }: Pick<BinRowProps, 'copy' | 'needle'>) {
  const { segmentId, locale, relativePath } = copy.identity
  const folder = folderText(relativePath)
  return (
    <span className="bin-location">
      {segmentId} · <UntrustedText text={languageCode(locale)} />
      {folder !== '' && (
        <>
          {' · '}
          <UntrustedText text={folder} marks={findMarks(folder, needle)} />
        </>
      )}
    </span>
  )
}

export const BinRow = memo(function BinRow(props: BinRowProps) {
  const { copy, index, needle } = props
  const { identity, accountId, host, size, keptAt: backedUpAt, expiresAt, restoredAt, why, fileState } = copy
  return (
    <GridRow
      id={props.id}
      name={assetRowName(identity)}
      index={index}
      top={props.top}
      isSelected={props.isSelected}
      isActive={props.isActive}
      className="bin-columns"
      onPress={props.onPress}
      onMenu={props.onMenu}
    >
      <GridCell columnIndex={1} className="grid-cell-name" title={visibleText(identity.name)}>
        <CopyTile copy={copy} loadPreview={props.loadPreview} />
        <FileName name={identity.name} marks={findMarks(identity.name, needle)} />
        {restoredAt === null && fileState !== 'gone' && (
          <span className="bin-at-risk">
            {t(fileState === 'on-server' ? 'outcome.still-on-server' : 'outcome.not-checked')}
          </span>
        )}
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
          <span
            className="bin-restored"
            title={t('bin.restored.when', { when: formatTimestamp(restoredAt) })}
          >
            {t('bin.restored')}
          </span>
        )}
      </GridCell>
      <GridCell columnIndex={2}>
        <FileLocation copy={copy} needle={needle} />
      </GridCell>
      <GridCell columnIndex={3}>{fileState === 'gone' ? formatTimestamp(backedUpAt) : '–'}</GridCell>
      <GridCell
        columnIndex={4}
        column="account"
        title={
          copy.isFromOpenConnection
            ? undefined
            : t('bin.elsewhere', { host: visibleText(host), account: visibleText(accountId) })
        }
      >
        <UntrustedText text={`${accountId} · ${host}`} />
      </GridCell>
      <GridCell columnIndex={5} column="size">
        {formatSize(size)}
      </GridCell>
      <GridCell columnIndex={6} column="expires">
        {formatDate(new Date(expiresAt).toISOString())}
      </GridCell>
    </GridRow>
  )
})
