import type { Ref } from 'react'
import { useStore } from 'zustand/react'
import type { PlaceRequest } from '../../shared/place'
import { OpenPlaceForm } from '../features/places/open-place-form'
import { ProjectsPanel } from '../features/places/projects-panel'
import { MainNav } from './main-nav'
import type { Stores } from './stores'

interface SidebarProps {
  readonly stores: Stores
  readonly place: PlaceRequest | null
  readonly scopeRef: Ref<HTMLInputElement>
}

/** Where to go: the parts of the app, the projects, and a place by its ids. */
export function Sidebar({ stores, place, scopeRef }: SidebarProps) {
  const open = (request: PlaceRequest) => {
    stores.navigation.go('assets')
    void stores.browse.open(request)
  }
  const copies = useStore(stores.bin, ({ news }) => news?.space.copies ?? 0)
  return (
    <div className="sidebar">
      <MainNav store={stores.navigation} counts={{ 'recycle-bin': copies }} />
      <ProjectsPanel store={stores.places} openPlace={place} onOpen={open} />
      <OpenPlaceForm onOpen={open} scopeRef={scopeRef} />
    </div>
  )
}
