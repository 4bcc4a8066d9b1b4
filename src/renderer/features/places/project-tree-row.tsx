import { ChevronRight, FileText, Folder, FolderOpen, RotateCcw } from 'lucide-react'
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
  readonly isOpenDocument: boolean
  readonly onActivate: () => void
}

function Twisty({ isOpen }: { readonly isOpen: boolean }) {
  return <ChevronRight aria-hidden className={isOpen ? 'tree-twisty tree-twisty-open' : 'tree-twisty'} />
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
          {row.document.segments !== null && (
            <span className="tree-count" title={t('projects.segments', { count: row.document.segments })}>
              {formatCount(row.document.segments)}
            </span>
          )}
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

function rowTitle(row: TreeRow): string | undefined {
  switch (row.kind) {
    case 'project':
      return [row.project.reference, row.project.client, row.project.statusText]
        .filter((part) => part !== null && part !== '')
        .map((part) => visibleText(part ?? ''))
        .join(' · ')
    case 'document':
      return visibleText(row.document.name)
    case 'failed':
      return failureText(row.failure.kind)
    case 'folder':
    case 'loading':
    case 'empty':
      return undefined
  }
}

export function ProjectTreeRow({ row, isFocusable, isOpenDocument, onActivate }: ProjectTreeRowProps) {
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
      aria-selected={isOpenDocument}
      tabIndex={isFocusable ? 0 : -1}
      title={rowTitle(row)}
      style={{ paddingInlineStart: `${6 + (row.level - 1) * 14}px` }}
      onClick={onActivate}
    >
      <RowContent row={row} />
    </div>
  )
}
