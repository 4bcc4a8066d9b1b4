import { useMemo } from 'react'
import { useStore } from 'zustand/react'
import type { PlaceRequest } from '../../../shared/place'
import { assertNever } from '../../../shared/result'
import { Button } from '../../components/button'
import { FailureNote } from '../../components/failure-note'
import { SearchBox } from '../../components/search-box'
import { Spinner } from '../../components/spinner'
import { t } from '../../lib/intl'
import type { PlacesStore } from './places-store'
import { ProjectTree } from './project-tree'
import { treeRows, type TreeRow } from './tree-rows'
import './places.css'

interface ProjectsPanelProps {
  readonly store: PlacesStore
  readonly openPlace: PlaceRequest | null
  readonly onOpen: (place: PlaceRequest) => void
}

function activate({ store, onOpen }: ProjectsPanelProps, row: TreeRow): void {
  switch (row.kind) {
    case 'project':
      void store.toggleProject(row.project.id)
      return
    case 'folder':
      store.toggleFolder(row.id)
      return
    case 'document':
      onOpen({
        kind: 'document',
        projectId: row.project.id,
        projectName: row.project.reference,
        documentId: row.document.id,
        documentName: row.document.name,
        documentSegments: row.document.segments,
      })
      return
    case 'failed':
      void store.loadDocuments(row.projectId)
      return
    case 'loading':
    case 'empty':
      return
    default:
      assertNever(row)
  }
}

function SkeletonRows() {
  return (
    <div className="tree-skeleton" aria-hidden>
      {[70, 52, 84, 60, 44].map((width) => (
        <span key={width} style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}

export function ProjectsPanel(props: ProjectsPanelProps) {
  const { store, openPlace } = props
  const { projects, documents, openProjects, closedFolders, search } = useStore(store)
  const rows = useMemo(
    () => treeRows({ projects, documents, openProjects, closedFolders }),
    [projects, documents, openProjects, closedFolders],
  )
  const isEmpty = projects.rows.length === 0 && projects.loading === null && projects.failure === null
  return (
    <section className="projects" aria-labelledby="projects-title">
      <h2 id="projects-title" className="panel-title">
        {t('projects.title')}
        {projects.loading === 'first' && projects.rows.length > 0 && <Spinner />}
      </h2>
      <SearchBox label={t('projects.search')} value={search} onChange={store.search} />
      <div className="projects-list scrolls">
        {projects.failure !== null && (
          <FailureNote failure={projects.failure}>
            <Button size="small" onPress={() => void store.start()}>
              {t('retry')}
            </Button>
          </FailureNote>
        )}
        {projects.loading === 'first' && projects.rows.length === 0 && <SkeletonRows />}
        {isEmpty && (
          <p className="projects-empty">{t(search.trim() === '' ? 'projects.empty' : 'projects.noMatch')}</p>
        )}
        {rows.length > 0 && (
          <ProjectTree
            rows={rows}
            isBusy={projects.loading !== null}
            openDocumentId={openPlace?.kind === 'document' ? openPlace.documentId : null}
            onActivate={(row) => activate(props, row)}
          />
        )}
        {projects.hasMore && (
          <Button
            look="quiet"
            size="small"
            isDisabled={projects.loading !== null}
            icon={projects.loading === 'more' && <Spinner />}
            onPress={() => void store.loadMore()}
          >
            {t('projects.more')}
          </Button>
        )}
      </div>
    </section>
  )
}
