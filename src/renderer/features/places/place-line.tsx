import { Blocks, BriefcaseBusiness, ChevronRight, FileText, Files, Folder, FolderOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import { UntrustedText } from '../../components/untrusted-text'
import { formatCount } from '../../lib/format'
import { t } from '../../lib/intl'
import { SegmentLine } from './segment-line'
import type { PlaceRow } from './tree-row'

function ExpandArrow({ isOpen }: { readonly isOpen: boolean }) {
  return (
    <span className="tree-arrow" data-tree-arrow>
      <ChevronRight aria-hidden className={isOpen ? 'tree-arrow-open' : undefined} />
    </span>
  )
}

function SegmentCount({ segments }: { readonly segments: number | null }) {
  if (segments === null) return null
  return (
    <span className="tree-count" title={t('count.segments', { count: segments })}>
      {formatCount(segments)}
    </span>
  )
}

/** Content of a row that can be opened or expanded. */
export function PlaceLine({ row }: { readonly row: PlaceRow }): ReactNode {
  switch (row.kind) {
    case 'project':
      return (
        <>
          <ExpandArrow isOpen={row.isOpen} />
          {row.isOpen ? <FolderOpen aria-hidden /> : <Folder aria-hidden />}
          <UntrustedText text={row.project.reference} className="tree-name" />
        </>
      )
    case 'folder':
      return (
        <>
          <ExpandArrow isOpen={row.isOpen} />
          <UntrustedText text={row.name} className="tree-name tree-folder" />
        </>
      )
    case 'document':
      return (
        <>
          <ExpandArrow isOpen={row.isOpen} />
          <FileText aria-hidden />
          <UntrustedText text={row.name} className="tree-name" />
          <SegmentCount segments={row.document.segments} />
        </>
      )
    case 'whole':
      return (
        <>
          <Files aria-hidden />
          <span className="tree-name tree-folder">{t('place.wholeProject')}</span>
        </>
      )
    case 'job':
      return (
        <>
          <ExpandArrow isOpen={row.isOpen} />
          <BriefcaseBusiness aria-hidden />
          <UntrustedText
            text={row.job.reference === '' ? row.job.id : row.job.reference}
            className="tree-name"
          />
          <span className="tree-count">
            {[row.job.targetLanguage, row.job.id].filter(Boolean).join(' · ')}
          </span>
        </>
      )
    case 'flex':
      return (
        <>
          <ExpandArrow isOpen={row.isOpen} />
          <Blocks aria-hidden />
          <UntrustedText text={row.name === '' ? row.document.id : row.name} className="tree-name" />
          <SegmentCount segments={row.document.segments} />
        </>
      )
    case 'segment':
      return <SegmentLine segment={row.segment} />
  }
}
