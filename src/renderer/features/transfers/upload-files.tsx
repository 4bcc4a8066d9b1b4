import { useRef, type ReactNode } from 'react'
import { folderText } from '../../../shared/order/folder-text'
import type { ConflictChoice as Choice, PlannedUpload } from '../../../shared/transfers'
import { FileName } from '../../components/file-name'
import { UntrustedText } from '../../components/untrusted-text'
import { formatSize } from '../../lib/format'
import { t } from '../../lib/intl'
import { visibleText } from '../../lib/visible-text'
import { useFixedRows } from '../../lib/use-fixed-rows'
import { ConflictChoice } from './conflict-choice'
import { canReplaceExisting, choiceOf, isNameConflict, type UploadDialogState } from './upload-state'

/** Height of a row in pixels, as in upload-dialog.css. */
const fileRowHeight = 46
/** Shorter lists are rendered completely: that is cheap, and scripts find every row in the document. */
const virtualizeFrom = 200

/** A file, with its plan once that is known. */
interface Row {
  readonly id: string
  readonly name: string
  readonly folder: string
  readonly size: number | null
  readonly planned: PlannedUpload | null
}

/** The files as planned, or as chosen while there is no plan. */
export function uploadRows({ plan, grant, source }: UploadDialogState): readonly Row[] {
  if (plan !== null) {
    return plan.files.map((planned) => ({
      id: planned.id,
      name: planned.destination.name,
      folder: folderText(planned.destination.relativePath),
      size: planned.size,
      planned,
    }))
  }
  if (source.kind === 'files') return (grant?.files ?? []).map((file) => ({ ...file, planned: null }))
  return source.assets.map(({ name, relativePath, size }, index) => {
    return { id: String(index), name, folder: folderText(relativePath), size, planned: null }
  })
}

function remarkOf(planned: PlannedUpload | null, choice: Choice): ReactNode {
  if (planned === null) return null
  if (!planned.isSafe) return t('upload.unsafe')
  if (isNameConflict(planned)) {
    if (choice === 'keep-both') return t('upload.keptAs', { name: planned.freeName })
    if (planned.isAlreadyThere === true) return t('upload.alreadyThere')
    return t(planned.hasSameDestination ? 'upload.twin' : 'upload.exists.short')
  }
  return planned.isEmpty ? t('upload.empty') : null
}

interface FileRowProps {
  readonly row: Row
  readonly isTicked: boolean
  readonly onTick: (isTicked: boolean) => void
  readonly choice: Choice
  readonly isDisabled: boolean
  readonly onChoose: (id: string, choice: Choice) => void
}

function FileRow({ row, choice, isDisabled, onChoose, isTicked, onTick }: FileRowProps) {
  const { planned } = row
  const remark = isTicked ? remarkOf(planned, choice) : t('upload.unticked')
  return (
    <>
      <input
        type="checkbox"
        className="upload-file-tick"
        aria-label={t('upload.tick', { name: visibleText(row.name) })}
        checked={isTicked}
        disabled={isDisabled}
        onChange={(event) => onTick(event.target.checked)}
      />
      <div className="upload-file-text">
        <div className="upload-file-name">
          <FileName name={row.name} />
          <span className="upload-file-size">{formatSize(row.size)}</span>
        </div>
        <div className="upload-file-location">
          {row.folder === '' ? (
            <span>{t('folder.none')}</span>
          ) : (
            <UntrustedText text={row.folder} className="upload-file-folder" />
          )}
          {remark !== null && (
            <bdi className="upload-file-remark" title={typeof remark === 'string' ? remark : undefined}>
              {remark}
            </bdi>
          )}
        </div>
      </div>
      {isTicked && planned !== null && isNameConflict(planned) && (
        <ConflictChoice
          label={t('upload.exists', { name: row.name })}
          value={choice}
          canReplace={canReplaceExisting(planned)}
          isDisabled={isDisabled}
          onChange={(chosen) => onChoose(row.id, chosen)}
        />
      )}
    </>
  )
}

interface UploadFilesProps {
  readonly state: UploadDialogState
  readonly label: string
  readonly onChoose: (id: string, choice: Choice) => void
  readonly onTick: (index: number, isTicked: boolean) => void
}

function rowProps({ state, onChoose, onTick }: UploadFilesProps, row: Row, index: number): FileRowProps {
  const choice = row.planned === null ? 'skip' : choiceOf(state, row.planned)
  return {
    row,
    choice,
    isTicked: !state.unticked.has(index),
    isDisabled: state.isStarting || state.isPlanning || state.isIncluding,
    onChoose,
    onTick: (isTicked) => onTick(index, isTicked),
  }
}

function rowState({ row: { planned }, choice, isTicked }: FileRowProps): string | undefined {
  if (!isTicked) return 'skip'
  if (planned === null) return undefined
  if (!planned.isSafe) return 'unsafe'
  return isNameConflict(planned) ? choice : 'new'
}

function VirtualFileList(props: UploadFilesProps & { readonly rows: readonly Row[] }) {
  const list = useRef<HTMLDivElement>(null)
  const { rows } = props
  const virtualRows = useFixedRows({ count: rows.length, scrollRef: list, rowHeight: fileRowHeight })
  return (
    <div ref={list} className="upload-files scrolls" tabIndex={0}>
      <ul aria-label={props.label} style={{ height: `${virtualRows.height}px` }}>
        {virtualRows.items.map(({ index, top }) => {
          const row = rows[index]
          if (row === undefined) return null
          const facts = rowProps(props, row, index)
          return (
            <li
              key={row.id}
              className="upload-file upload-file-virtual"
              data-state={rowState(facts)}
              aria-posinset={index + 1}
              aria-setsize={rows.length}
              style={{ transform: `translateY(${top}px)` }}
            >
              <FileRow {...facts} />
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** All files of the plan, with a choice for those whose names are taken. */
export function UploadFiles(props: UploadFilesProps) {
  const rows = uploadRows(props.state)
  if (rows.length === 0) return null
  if (rows.length >= virtualizeFrom) return <VirtualFileList {...props} rows={rows} />
  return (
    <ul
      className="upload-files scrolls"
      aria-label={props.label}
      aria-busy={props.state.isPlanning}
      tabIndex={0}
    >
      {rows.map((row, index) => {
        const facts = rowProps(props, row, index)
        return (
          <li key={row.id} className="upload-file" data-state={rowState(facts)}>
            <FileRow {...facts} />
          </li>
        )
      })}
    </ul>
  )
}
