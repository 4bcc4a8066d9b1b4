import type { Ref } from 'react'
import { useStore } from 'zustand/react'
import type { AppStatus } from '../../shared/app-status'
import type { Connection } from '../../shared/connection'
import type { PlaceRequest } from '../../shared/place'
import { ConnectDialog } from '../features/connect/connect-dialog'
import { ConnectionSwitcher } from '../features/connect/connection-switcher'
import { OpenPlaceForm } from '../features/places/open-place-form'
import { ProjectsPanel } from '../features/places/projects-panel'
import { connectionText } from '../lib/format'
import { MainNav } from './main-nav'
import type { Stores } from './stores'

interface SidebarProps {
  readonly stores: Stores
  readonly connection: Connection
  readonly status: AppStatus
  readonly place: PlaceRequest | null
  readonly scopeRef: Ref<HTMLInputElement>
}

/** The sidebar: switch the connection, navigate the app, browse projects, or open a place by its ids. */
export function Sidebar({ stores, status, connection, place, scopeRef }: SidebarProps) {
  const openRequest = (request: PlaceRequest) => {
    stores.navigation.showPart('assets')
    void stores.browse.openPlace(request)
  }
  const deletedFiles = useStore(stores.bin, ({ snapshot }) => snapshot?.space.deletedFiles ?? 0)
  return (
    <div className="sidebar scrolls">
      <ConnectionSwitcher store={stores.connect} current={connection} saved={status.saved} />
      <MainNav store={stores.navigation} counts={{ 'recycle-bin': deletedFiles }} />
      <ProjectsPanel store={stores.places} openPlace={place} onOpen={openRequest} />
      <OpenPlaceForm onOpen={openRequest} scopeRef={scopeRef} />
      <ConnectDialog store={stores.connect} saved={status.saved} openName={connectionText(connection)} />
    </div>
  )
}
