import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SavedConnection } from '../../../shared/connection'
import type { AppFailure } from '../../../shared/failure'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { PreviewCacheFacts } from '../../../shared/preview'
import type { Result } from '../../../shared/result'
import {
  defaultSettings,
  type Settings,
  type SettingsSnapshot,
  type SettingsPatch,
} from '../../../shared/settings'
import { callMain } from '../../lib/call-main'

export type Setting = Exclude<keyof Settings, 'v'>

/** Settings that are reset together. */
export type SettingsGroup = 'appearance' | 'bin' | 'delete' | 'transfers' | 'looking' | 'server'

export const settingsByGroup: Readonly<Record<SettingsGroup, readonly Setting[]>> = {
  appearance: ['theme', 'zoom'],
  bin: ['keepCopies', 'binDays', 'binBytes'],
  delete: ['deletesInFlight', 'maxFilesPerJob', 'maxBytesPerJob'],
  transfers: ['compareUploads', 'maxUploadBytes', 'maxStagedBytes'],
  looking: ['autoPreview', 'autoThumbnails', 'previewCacheBytes'],
  server: ['hourlyAllowance'],
}

export interface SettingsState {
  /** Null until main has sent the first snapshot. */
  readonly snapshot: SettingsSnapshot | null
  /** What was saved last: a setting, a section, or the id of a connection. Marked as saved until the next change. */
  readonly saved: string | null
  readonly failure: AppFailure | null
  /** Size of the preview cache; null until loaded. */
  readonly previewCache: PreviewCacheFacts | null
}

export interface SettingsStore extends StoreApi<SettingsState> {
  readonly loadSettings: () => Promise<void>
  readonly applySnapshot: (snapshot: SettingsSnapshot) => void
  readonly change: <Name extends Setting>(name: Name, value: Settings[Name]) => Promise<void>
  readonly reset: (section: SettingsGroup) => Promise<void>
  readonly setReadOnly: (id: string, readOnly: boolean) => Promise<void>
  /** Leaves name and colour unchanged. */
  readonly setOpensAtStart: (saved: SavedConnection, opensAtStart: boolean) => Promise<void>
  readonly loadPreviewCache: () => Promise<void>
  readonly clearPreviewCache: () => Promise<void>
  /** Clears the messages of the screen when it closes. */
  readonly leaveScreen: () => void
}

export function createSettingsStore(api: RefshelfApi): SettingsStore {
  const store = createStore<SettingsState>(() => ({
    snapshot: null,
    saved: null,
    failure: null,
    previewCache: null,
  }))

  async function save(
    saved: string,
    call: () => Promise<Result<SettingsSnapshot | undefined>>,
  ): Promise<void> {
    store.setState({ saved: null, failure: null })
    const result = await callMain(call())
    if (!result.ok) store.setState({ failure: result.failure })
    else store.setState((state) => ({ snapshot: result.value ?? state.snapshot, saved }))
  }

  return {
    ...store,
    loadSettings: async () => {
      const result = await callMain(api.readSettings())
      if (result.ok && store.getState().snapshot === null) store.setState({ snapshot: result.value })
    },
    applySnapshot: (snapshot) => store.setState({ snapshot }),
    change: async (name, value) => {
      if (store.getState().snapshot?.settings[name] === value) return
      await save(name, () => api.changeSettings({ [name]: value }))
    },
    reset: (section) => {
      const defaults = settingsByGroup[section].reduce<SettingsPatch>(
        (patch, name) => ({ ...patch, [name]: defaultSettings[name] }),
        {},
      )
      return save(section, () => api.changeSettings(defaults))
    },
    setReadOnly: async (id, readOnly) => {
      store.setState({ saved: null, failure: null })
      const result = await callMain(api.setReadOnly({ id, readOnly }))
      if (!result.ok) store.setState({ failure: result.failure })
      else if (result.value) store.setState({ saved: id })
    },
    setOpensAtStart: ({ id, name, color }, opensAtStart) =>
      save(id, () => api.editConnection({ id, name, color, opensAtStart })),
    loadPreviewCache: async () => {
      const result = await callMain(api.readPreviewCache())
      if (result.ok) store.setState({ previewCache: result.value })
    },
    clearPreviewCache: async () => {
      const result = await callMain(api.clearPreviewCache())
      store.setState(result.ok ? { previewCache: result.value, failure: null } : { failure: result.failure })
    },
    leaveScreen: () => store.setState({ saved: null, failure: null }),
  }
}
