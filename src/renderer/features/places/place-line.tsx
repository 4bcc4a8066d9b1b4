import { Blocks, BriefcaseBusiness, ChevronRight, FileText, Files, Folder, FolderOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import { ShownText } from '../../components/shown-text'
import { formatCount } from '../../lib/format'
import { t } from '../../lib/intl'
import { SegmentLine } from './segment-line'
import type { PlaceRow } from './tree-row'

function Twisty({ isOpen }: { readonly isOpen: boolean }) {
  return (
    <span className="tree-twisty" data-twisty>
      <ChevronRight aria-hidden className={isOpen ? 'tree-twisty-open' : undefined} />
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

/** What stands on a line that can be opened or looked into. */
export function PlaceLine({ row }: { readonly row: PlaceRow }): ReactNode {
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
          <Twisty isOpen={row.isOpen} />
          <FileText aria-hidden />
          <ShownText text={row.name} className="tree-name" />
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
          <Twisty isOpen={row.isOpen} />
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
          <Twisty isOpen={row.isOpen} />
          <Blocks aria-hidden />
          <ShownText text={row.name === '' ? row.document.id : row.name} className="tree-name" />
          <SegmentCount segments={row.document.segments} />
        </>
      )
    case 'segment':
      return <SegmentLine segment={row.segment} />
  }
}
