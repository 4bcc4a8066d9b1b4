import { useCallback, useMemo, useRef } from 'react'
import { useStore } from 'zustand/react'
import type { PlaceRequest } from '../../../shared/place'
import { assertNever } from '../../../shared/result'
import { Button } from '../../components/button'
import { FailureNote } from '../../components/failure-note'
import { SearchBox } from '../../components/search-box'
import { Spinner } from '../../components/spinner'
import { t } from '../../lib/intl'
import { SavedPlacesList } from './saved-places-list'
import { ListFooter } from './list-footer'
import type { PlacesState, Source } from './places-state'
import type { PlacesStore } from './places-store'
import { ProjectTree } from './project-tree'
import { SourceTabs } from './source-tabs'
import { isRowOfPlace, placeOfRow, segmentedPlaceOfRow } from './tree-places'
import type { TreeRow } from './tree-row'
import { flexTreeRows, jobTreeRows, projectTreeRows } from './tree-rows'
import './places.css'

interface ProjectsPanelProps {
  readonly store: PlacesStore
  readonly openPlace: PlaceRequest | null
  readonly onOpen: (place: PlaceRequest) => void
}

function activate({ store, onOpen }: ProjectsPanelProps, row: TreeRow): void {
  const place = placeOfRow(row)
  switch (row.kind) {
    case 'project':
    case 'folder':
      toggle(store, row)
      return
    case 'failed':
      void store.loadDocuments(row.projectId)
      return
    case 'segments-head':
    case 'segments-failed':
      void store.loadSegments(row.place)
      return
    case 'loading':
      void store.cancelDocuments(row.projectId)
      return
    case 'documents-cost':
      void store.approveDocuments(row.projectId)
      return
    case 'searching':
      void store.cancelSegments(row.place)
      return
    case 'segments-cost':
      void store.approveSegments(row.place)
      return
    case 'whole':
    case 'document':
    case 'job':
    case 'flex':
    case 'segment':
      if (place !== null) onOpen(place)
      return
    case 'empty':
    case 'partial':
    case 'segments-textless':
      return
    default:
      assertNever(row)
  }
}

/** Expands or collapses a row. */
function toggle(store: PlacesStore, row: TreeRow): void {
  const place = segmentedPlaceOfRow(row)
  if (row.kind === 'project') void store.toggleProject(row.project.id)
  else if (row.kind === 'folder') store.toggleFolder(row.id)
  else if (place !== null) void store.toggleSegments(place)
}

function TreeSkeleton() {
  return (
    <div className="tree-skeleton" aria-hidden>
      {[70, 52, 84, 60, 44].map((width) => (
        <span key={width} style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}

function useRows(state: PlacesState, source: Source): readonly TreeRow[] {
  const { projects, jobs, flex, documents, openProjects, closedFolders, segments, openPlaces } = state
  return useMemo(() => {
    const segmentsState = { segments, openPlaces }
    switch (source) {
      case 'projects':
        return projectTreeRows({ projects, documents, openProjects, closedFolders, ...segmentsState })
      case 'jobs':
        return jobTreeRows({ jobs, ...segmentsState })
      case 'flex':
        return flexTreeRows({ flex, closedFolders, ...segmentsState })
    }
  }, [source, projects, jobs, flex, documents, openProjects, closedFolders, segments, openPlaces])
}

function ServerList(props: ProjectsPanelProps & { readonly source: Source }) {
  const { store, openPlace, source } = props
  const state = useStore(store)
  const list = state[source]
  const more = useCallback(() => void store.loadMore(), [store])
  const rows = useRows(state, source)
  const scrollRef = useRef<HTMLDivElement>(null)
  const isEmpty = list.rows.length === 0 && list.loading === null && list.failure === null
  return (
    <>
      <SearchBox label={t(`${source}.search`)} value={list.search} onChange={store.search} />
      {list.loading === 'first' && list.rows.length > 0 && (
        <p className="projects-busy">
          <Spinner />
          {t('places.searching')}
        </p>
      )}
      <div ref={scrollRef} className="projects-list scrolls">
        {list.loading === 'first' && list.rows.length === 0 && <TreeSkeleton />}
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
            scrollRef={scrollRef}
            isOpenPlace={(row) => isRowOfPlace(row, openPlace)}
            onActivate={(row) => activate(props, row)}
            onToggle={(row) => toggle(store, row)}
          />
        )}
        <ListFooter list={list} onMore={more} onRetry={() => void store.retry()} />
      </div>
    </>
  )
}

/** Sidebar to find places: saved places, projects, jobs and Flex documents. */
export function ProjectsPanel(props: ProjectsPanelProps) {
  const { store, onOpen } = props
  const { tab, savedPlaces, savedPlacesFailure } = useStore(store)
  return (
    <section className="projects" aria-labelledby="projects-title">
      <h2 id="projects-title" className="visually-hidden">
        {t(`${tab}.title`)}
      </h2>
      <SourceTabs tab={tab} onShow={(next) => void store.showTab(next)} />
      {tab === 'kept' ? (
        <div className="projects-list scrolls">
          {savedPlacesFailure !== null && (
            <div className="saved-place-failure">
              <FailureNote failure={savedPlacesFailure}>
                <Button size="small" onPress={store.dismissSavedPlacesFailure}>
                  {t('action.dismiss')}
                </Button>
              </FailureNote>
            </div>
          )}
          <SavedPlacesList
            places={savedPlaces}
            onOpen={onOpen}
            onPin={(id, isPinned) => void store.pinPlace(id, isPinned)}
            onForget={(id) => void store.forgetPlace(id)}
          />
        </div>
      ) : (
        <ServerList key={tab} {...props} source={tab} />
      )}
    </section>
  )
}
