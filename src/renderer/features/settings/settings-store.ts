import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SavedConnection } from '../../../shared/connection'
import type { AppFailure } from '../../../shared/failure'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { PreviewCacheFacts } from '../../../shared/preview'
import type { Result } from '../../../shared/result'
import {
  defaultSettings,
  type Settings,
  type SettingsNews,
  type SettingsPatch,
} from '../../../shared/settings'
import { safely } from '../../lib/safely'

export type Setting = Exclude<keyof Settings, 'v'>

/** Settings that are reset together. */
export type Section = 'appearance' | 'bin' | 'delete' | 'transfers' | 'looking' | 'server'

export const settingsOf: Readonly<Record<Section, readonly Setting[]>> = {
  appearance: ['theme', 'zoom'],
  bin: ['keepCopies', 'binDays', 'binBytes'],
  delete: ['deletesInFlight', 'maxFilesPerJob', 'maxBytesPerJob'],
  transfers: ['maxUploadBytes', 'maxStagedBytes'],
  looking: ['autoPreview', 'autoThumbnails', 'previewCacheBytes'],
  server: ['hourlyAllowance'],
}

export interface SettingsState {
  /** Null until main has told it for the first time. */
  readonly news: SettingsNews | null
  /** What was saved last: a setting, or the id of a connection. Told beside it until the next change. */
  readonly saved: string | null
  readonly failure: AppFailure | null
  /** What is kept of files that were looked at; null until it was asked for. */
  readonly kept: PreviewCacheFacts | null
}

export interface SettingsStore extends StoreApi<SettingsState> {
  readonly start: () => Promise<void>
  readonly takeNews: (news: SettingsNews) => void
  readonly change: <Name extends Setting>(name: Name, value: Settings[Name]) => Promise<void>
  readonly reset: (section: Section) => Promise<void>
  readonly setReadOnly: (id: string, readOnly: boolean) => Promise<void>
  /** Its name and colour stay. */
  readonly setOpensAtStart: (saved: SavedConnection, opensAtStart: boolean) => Promise<void>
  readonly readKept: () => Promise<void>
  readonly clearKept: () => Promise<void>
  /** The screen was left: what was told there is old. */
  readonly leave: () => void
}

export function createSettingsStore(api: RefshelfApi): SettingsStore {
  const store = createStore<SettingsState>(() => ({ news: null, saved: null, failure: null, kept: null }))

  async function save(saved: string, call: () => Promise<Result<SettingsNews | undefined>>): Promise<void> {
    store.setState({ saved: null, failure: null })
    const result = await safely(call())
    if (!result.ok) store.setState({ failure: result.failure })
    else store.setState((state) => ({ news: result.value ?? state.news, saved }))
  }

  return {
    ...store,
    start: async () => {
      const result = await safely(api.readSettings())
      if (result.ok && store.getState().news === null) store.setState({ news: result.value })
    },
    takeNews: (news) => store.setState({ news }),
    change: async (name, value) => {
      if (store.getState().news?.settings[name] === value) return
      await save(name, () => api.changeSettings({ [name]: value }))
    },
    reset: (section) => {
      const defaults = settingsOf[section].reduce<SettingsPatch>(
        (patch, name) => ({ ...patch, [name]: defaultSettings[name] }),
        {},
      )
      return save(section, () => api.changeSettings(defaults))
    },
    setReadOnly: (id, readOnly) => save(id, () => api.setReadOnly({ id, readOnly })),
    setOpensAtStart: ({ id, name, color }, opensAtStart) =>
      save(id, () => api.editConnection({ id, name, color, opensAtStart })),
    readKept: async () => {
      const result = await safely(api.readPreviewCache())
      if (result.ok) store.setState({ kept: result.value })
    },
    clearKept: async () => {
      const result = await safely(api.clearPreviewCache())
      store.setState(result.ok ? { kept: result.value, failure: null } : { failure: result.failure })
    },
    leave: () => store.setState({ saved: null, failure: null }),
  }
}
