import { useMemo, useRef, type ReactNode } from 'react'
import type { PlannedFile, PlannedState } from '../../../shared/deletion'
import { FileName } from '../../components/file-name'
import { UntrustedText } from '../../components/untrusted-text'
import { folderText } from '../../../shared/order/folder-text'
import { formatSize, languageCode } from '../../lib/format'
import { t } from '../../lib/intl'
import { findLookAlikes } from '../../lib/look-alikes'
import { useFixedRows } from '../../lib/use-fixed-rows'

const fileRowHeight = 44
/** Shorter lists are rendered completely: that is cheap, and scripts find every row in the document. */
const virtualizeFrom = 200
/** Only the number is shown of further files that are left out. */
const maxShownExcluded = 200

interface QuestionFilesProps {
  readonly files: readonly PlannedFile[]
}

/** Whether the deletion of a plan covers this file. */
export function isToDelete({ planned }: PlannedFile): boolean {
  return planned.state === 'will-be-deleted'
}

function exclusionText(planned: PlannedState): string | null {
  switch (planned.state) {
    case 'will-be-deleted':
      return null
    case 'already-gone':
      return t('outcome.already-gone')
    case 'excluded':
      return t('outcome.not-deleted', { reason: t(`outcome.notDeleted.${planned.reason}`) })
  }
}

interface FileDetailsProps {
  readonly file: PlannedFile
  /** Another file of the plan has a name that looks the same. */
  readonly isLookAlike: boolean
}

function FileDetails({ file, isLookAlike }: FileDetailsProps) {
  const { asset, planned } = file
  const folder = folderText(asset.relativePath)
  const exclusion = exclusionText(planned)
  return (
    <>
      <div className="question-file-name">
        <FileName name={asset.name} />
        <span className="question-file-size">{formatSize(asset.size)}</span>
      </div>
      <div className="question-file-location">
        <span>{asset.segmentId}</span>
        <span aria-hidden>·</span>
        <UntrustedText text={languageCode(asset.locale)} />
        <span aria-hidden>·</span>
        {folder === '' ? (
          <span>{t('folder.none')}</span>
        ) : (
          <UntrustedText text={folder} className="question-file-folder" />
        )}
        {isLookAlike && <span className="question-file-reason">{t('lookAlike.description')}</span>}
        {exclusion !== null && <span className="question-file-reason">{exclusion}</span>}
      </div>
    </>
  )
}

interface FileListProps extends QuestionFilesProps {
  readonly lookAlikes: ReadonlySet<string>
}

function VirtualFileList({ files, lookAlikes }: FileListProps) {
  const list = useRef<HTMLDivElement>(null)
  const rows = useFixedRows({ count: files.length, scrollRef: list, rowHeight: fileRowHeight })
  return (
    <div ref={list} className="question-files scrolls" tabIndex={0}>
      <ul aria-label={t('question.files')} style={{ height: `${rows.height}px` }}>
        {rows.items.map(({ index, top }) => {
          const file = files[index]
          if (file === undefined) return null
          return (
            <li
              key={file.asset.key}
              className="question-file question-file-virtual"
              data-planned={file.planned.state}
              aria-posinset={index + 1}
              aria-setsize={files.length}
              style={{ transform: `translateY(${top}px)` }}
            >
              <FileDetails file={file} isLookAlike={lookAlikes.has(file.asset.name)} />
            </li>
          )
        })}
      </ul>
    </div>
  )
}

interface PlainFileListProps extends FileListProps {
  readonly label: string
  readonly className: string
  readonly children?: ReactNode
}

function PlainFileList({ files, lookAlikes, label, className, children }: PlainFileListProps) {
  return (
    <ul className={className} aria-label={label} tabIndex={0}>
      {files.map((file) => (
        <li key={file.asset.key} className="question-file" data-planned={file.planned.state}>
          <FileDetails file={file} isLookAlike={lookAlikes.has(file.asset.name)} />
        </li>
      ))}
      {children}
    </ul>
  )
}

/** The reasons of these files, each once. */
function reasonsText(files: readonly PlannedFile[]): string {
  const reasons = files.map(({ planned }) =>
    planned.state === 'excluded' ? t(`outcome.notDeleted.${planned.reason}`) : t('question.excluded.gone'),
  )
  return [...new Set(reasons)].join(' · ')
}

/** Selected files that the deletion leaves out, closed until the user wants to know which. */
function ExcludedFiles({ files, lookAlikes }: FileListProps) {
  const shown = files.slice(0, maxShownExcluded)
  const more = files.length - shown.length
  return (
    <details className="question-excluded">
      <summary>{t('question.excluded', { count: files.length, reasons: reasonsText(files) })}</summary>
      <PlainFileList
        files={shown}
        lookAlikes={lookAlikes}
        label={t('question.excluded.files')}
        className="question-excluded-files"
      >
        {more > 0 && <li className="question-file">{t('list.moreFiles', { count: more })}</li>}
      </PlainFileList>
    </details>
  )
}

/** The files that will be deleted, in the order of the plan, then those that are left out. */
export function QuestionFiles({ files }: QuestionFilesProps) {
  const lookAlikes = useMemo(() => findLookAlikes(files.map(({ asset }) => asset.name)), [files])
  const toDelete = useMemo(() => files.filter(isToDelete), [files])
  const excluded = useMemo(() => files.filter((file) => !isToDelete(file)), [files])
  const excludedFiles = excluded.length > 0 && <ExcludedFiles files={excluded} lookAlikes={lookAlikes} />
  if (toDelete.length >= virtualizeFrom)
    return (
      <>
        <VirtualFileList files={toDelete} lookAlikes={lookAlikes} />
        {excludedFiles}
      </>
    )
  return (
    <PlainFileList
      files={toDelete}
      lookAlikes={lookAlikes}
      label={t('question.files')}
      className="question-files scrolls"
    >
      {excludedFiles && <li>{excludedFiles}</li>}
    </PlainFileList>
  )
}

/** The files of a plan that deletes nothing, each with its reason. */
export function FilesLeftOut({ files }: QuestionFilesProps) {
  const lookAlikes = useMemo(() => findLookAlikes(files.map(({ asset }) => asset.name)), [files])
  const shown = files.slice(0, maxShownExcluded)
  const more = files.length - shown.length
  return (
    <PlainFileList
      files={shown}
      lookAlikes={lookAlikes}
      label={t('question.excluded.files')}
      className="question-files scrolls"
    >
      {more > 0 && <li className="question-file">{t('list.moreFiles', { count: more })}</li>}
    </PlainFileList>
  )
}
