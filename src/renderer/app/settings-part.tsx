import { useStore } from 'zustand/react'
import { LocksList } from '../features/protection/locks-list'
import { SettingsScreen } from '../features/settings/settings-screen'
import type { Stores } from './stores'

/** The settings screen, shown both with and without an open connection. */
export function SettingsPart({ stores }: { readonly stores: Stores }) {
  const status = useStore(stores.session, (state) => state.status)
  return (
    <SettingsScreen
      store={stores.settings}
      saved={status?.saved ?? []}
      connection={status?.connection ?? null}
      budget={status?.budget ?? null}
      onEdit={stores.connect.openEditor}
      locks={<LocksList store={stores.protection} />}
    />
  )
}
