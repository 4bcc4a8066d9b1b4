import {
  Blocks,
  BriefcaseBusiness,
  ChevronRight,
  FileText,
  Files,
  Folder,
  FolderOpen,
  RotateCcw,
  TriangleAlert,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { ShownText } from '../../components/shown-text'
import { Spinner } from '../../components/spinner'
import { failureText } from '../../lib/failure-text'
import { formatCount } from '../../lib/format'
import { t } from '../../lib/intl'
import { visibleText } from '../../lib/visible-text'
import type { TreeRow } from './tree-rows'

interface ProjectTreeRowProps {
  readonly row: TreeRow
  readonly isFocusable: boolean
  readonly isOpenPlace: boolean
  readonly onActivate: () => void
}

function Twisty({ isOpen }: { readonly isOpen: boolean }) {
  return <ChevronRight aria-hidden className={isOpen ? 'tree-twisty tree-twisty-open' : 'tree-twisty'} />
}

function SegmentCount({ segments }: { readonly segments: number | null }) {
  if (segments === null) return null
  return (
    <span className="tree-count" title={t('projects.segments', { count: segments })}>
      {formatCount(segments)}
    </span>
  )
}

function RowContent({ row }: { readonly row: TreeRow }): ReactNode {
  switch (row.kind) {
    case 'project':
      return (
        <>
          <Twisty isOpen={row.isOpen} />
          {row.isOpen ? <FolderOpen aria-hidden /> : <Folder aria-hidden />}
          <ShownText text={row.project.reference} className="tree-name" />
        </>
      )
    case 'folder':
      return (
        <>
          <Twisty isOpen={row.isOpen} />
          <ShownText text={row.name} className="tree-name tree-folder" />
        </>
      )
    case 'document':
      return (
        <>
          <FileText aria-hidden />
          <ShownText text={row.name} className="tree-name" />
          <SegmentCount segments={row.document.segments} />
        </>
      )
    case 'whole':
      return (
        <>
          <Files aria-hidden />
          <span className="tree-name tree-folder">{t('projects.whole')}</span>
        </>
      )
    case 'job':
      return (
        <>
          <BriefcaseBusiness aria-hidden />
          <ShownText text={row.job.reference === '' ? row.job.id : row.job.reference} className="tree-name" />
          <span className="tree-count">
            {[row.job.targetLanguage, row.job.id].filter(Boolean).join(' · ')}
          </span>
        </>
      )
    case 'flex':
      return (
        <>
          <Blocks aria-hidden />
          <ShownText text={row.name === '' ? row.document.id : row.name} className="tree-name" />
          <SegmentCount segments={row.document.segments} />
        </>
      )
    case 'partial':
      return (
        <>
          <TriangleAlert aria-hidden />
          <span className="tree-name">{t('projects.partial', { count: row.count, total: row.total })}</span>
        </>
      )
    case 'loading':
      return (
        <>
          <Spinner />
          <span className="tree-name">{t('projects.documentsLoading')}</span>
        </>
      )
    case 'empty':
      return <span className="tree-name">{t('projects.documentsEmpty')}</span>
    case 'failed':
      return (
        <>
          <RotateCcw aria-hidden />
          <span className="tree-name">{t('projects.documentsFailed')}</span>
        </>
      )
  }
}

function joined(parts: readonly (string | null)[]): string {
  return parts
    .filter((part) => part !== null && part !== '')
    .map((part) => visibleText(part ?? ''))
    .join(' · ')
}

function rowTitle(row: TreeRow): string | undefined {
  switch (row.kind) {
    case 'project':
      return joined([row.project.reference, row.project.client, row.project.statusText])
    case 'whole':
      return joined([row.project.reference])
    case 'document':
      return visibleText(row.document.name)
    case 'job': {
      const { reference, id, projectName, task, targetLanguage, statusText } = row.job
      return joined([reference, id, projectName, task, targetLanguage, statusText])
    }
    case 'flex':
      return joined([row.document.name, `flex${row.document.id}`, row.document.projectName])
    case 'partial':
      return t('projects.partial', { count: row.count, total: row.total })
    case 'failed':
      return failureText(row.failure.kind)
    case 'folder':
    case 'loading':
    case 'empty':
      return undefined
  }
}

export function ProjectTreeRow({ row, isFocusable, isOpenPlace, onActivate }: ProjectTreeRowProps) {
  return (
    <div
      role="treeitem"
      className="tree-row"
      data-row-id={row.id}
      data-kind={row.kind}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={row.kind === 'project' || row.kind === 'folder' ? row.isOpen : undefined}
      aria-selected={isOpenPlace}
      tabIndex={isFocusable ? 0 : -1}
      title={rowTitle(row)}
      style={{ paddingInlineStart: `${6 + (row.level - 1) * 14}px` }}
      onClick={onActivate}
    >
      <RowContent row={row} />
    </div>
  )
}
