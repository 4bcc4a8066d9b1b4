import { useCallback, useMemo } from 'react'
import { useStore } from 'zustand/react'
import type { PlaceRequest } from '../../../shared/place'
import { assertNever } from '../../../shared/result'
import { SearchBox } from '../../components/search-box'
import { Spinner } from '../../components/spinner'
import { t } from '../../lib/intl'
import { KeptList } from './kept-list'
import { ListFooter } from './list-footer'
import type { PlacesState, Source } from './places-state'
import type { PlacesStore } from './places-store'
import { ProjectTree } from './project-tree'
import { SourceTabs } from './source-tabs'
import { flexRows, jobRows, placeOf, projectRows, rowIdOf, type TreeRow } from './tree-rows'
import './places.css'

interface ProjectsPanelProps {
  readonly store: PlacesStore
  readonly openPlace: PlaceRequest | null
  readonly onOpen: (place: PlaceRequest) => void
}

function activate({ store, onOpen }: ProjectsPanelProps, row: TreeRow): void {
  const place = placeOf(row)
  switch (row.kind) {
    case 'project':
      void store.toggleProject(row.project.id)
      return
    case 'folder':
      store.toggleFolder(row.id)
      return
    case 'failed':
      void store.loadDocuments(row.projectId)
      return
    case 'whole':
    case 'document':
    case 'job':
    case 'flex':
      if (place !== null) onOpen(place)
      return
    case 'loading':
    case 'empty':
    case 'partial':
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

function useRows(state: PlacesState, source: Source): readonly TreeRow[] {
  const { projects, jobs, flex, documents, openProjects, closedFolders } = state
  return useMemo(() => {
    switch (source) {
      case 'projects':
        return projectRows({ projects, documents, openProjects, closedFolders })
      case 'jobs':
        return jobRows({ jobs })
      case 'flex':
        return flexRows({ flex, closedFolders })
    }
  }, [source, projects, jobs, flex, documents, openProjects, closedFolders])
}

function ServerList(props: ProjectsPanelProps & { readonly source: Source }) {
  const { store, openPlace, source } = props
  const state = useStore(store)
  const list = state[source]
  const more = useCallback(() => void store.loadMore(), [store])
  const rows = useRows(state, source)
  const isEmpty = list.rows.length === 0 && list.loading === null && list.failure === null
  return (
    <>
      <SearchBox label={t(`${source}.search`)} value={list.search} onChange={store.search} />
      <div className="projects-list scrolls">
        {list.loading === 'first' && list.rows.length > 0 && (
          <p className="projects-busy">
            <Spinner />
            {t('places.searching')}
          </p>
        )}
        {list.loading === 'first' && list.rows.length === 0 && <SkeletonRows />}
        {isEmpty && (
          <p className="projects-empty">
            {t(`${source}.${list.search.trim() === '' ? 'empty' : 'noMatch'}`)}
          </p>
        )}
        {rows.length > 0 && (
          <ProjectTree
            label={t(`${source}.title`)}
            rows={rows}
            isBusy={list.loading !== null}
            openRowId={rowIdOf(openPlace)}
            onActivate={(row) => activate(props, row)}
          />
        )}
        <ListFooter list={list} onMore={more} onRetry={() => void store.retry()} />
      </div>
    </>
  )
}

/** Where places are found: those of before, and the lists of the server with projects, jobs, Flex documents. */
export function ProjectsPanel(props: ProjectsPanelProps) {
  const { store, onOpen } = props
  const { tab, kept } = useStore(store)
  return (
    <section className="projects" aria-labelledby="projects-title">
      <h2 id="projects-title" className="visually-hidden">
        {t(`${tab}.title`)}
      </h2>
      <SourceTabs tab={tab} onShow={(next) => void store.show(next)} />
      {tab === 'kept' ? (
        <div className="projects-list scrolls">
          <KeptList
            places={kept}
            onOpen={onOpen}
            onPin={(id, isPinned) => void store.pin(id, isPinned)}
            onForget={(id) => void store.forget(id)}
          />
        </div>
      ) : (
        <ServerList key={tab} {...props} source={tab} />
      )}
    </section>
  )
}
