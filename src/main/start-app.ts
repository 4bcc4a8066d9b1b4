import path from 'node:path'
import { session, type BrowserWindow } from 'electron'
import type { TextLocale } from '../shared/settings'
import { dialogFolders } from './adapters/dialog-folders'
import type { StartRequest } from './command-line'
import { compose } from './compose'
import { accountHandlers } from './ipc/handlers/account-handlers'
import { activityHandlers } from './ipc/handlers/activity-handlers'
import { binHandlers } from './ipc/handlers/bin-handlers'
import { connectionHandlers } from './ipc/handlers/connection-handlers'
import { deletionHandlers } from './ipc/handlers/deletion-handlers'
import { desktopHandlers } from './ipc/handlers/desktop-handlers'
import { placeHandlers } from './ipc/handlers/place-handlers'
import { previewHandlers } from './ipc/handlers/preview-handlers'
import { protectionHandlers } from './ipc/handlers/protection-handlers'
import { settingsHandlers } from './ipc/handlers/settings-handlers'
import { transferHandlers } from './ipc/handlers/transfer-handlers'
import { routeCalls } from './ipc/router'
import { prepareMainWindow } from './prepare-main-window'
import { quitCleanly } from './quit'
import { servePreviews } from './security/preview-protocol'
import { createViewPreferencesStore } from './view-preferences'

export interface StartedApp {
  readonly language: () => TextLocale
  /** Opens the connection that the start requests. */
  readonly connect: () => Promise<void>
}

/**
 * Composes the app and loads its state. Resolves when it can answer the calls of its page. A module that `index.ts` imports
 * only once the window is created.
 */
export async function startApp(
  window: BrowserWindow,
  request: StartRequest,
  unsafeSwitches: readonly string[],
): Promise<StartedApp> {
  const composition = await compose(request, unsafeSwitches)
  const { app: core, files, language, appearance } = composition
  await core.lifecycle.load()
  servePreviews(session.defaultSession, path.join(__dirname, '../viewer'), {
    cache: core.previews.files,
    openCopy: (name) => core.recycleBin.previews.openPreview(name),
    findThumbnail: (name) => core.previews.thumbnails.findPicture(name),
    findAsset: (name) => core.previews.previews.findFile(name),
    findDrawing: (name) => core.previews.thumbnails.findSource(name),
  })
  dialogFolders.keepIn(files)
  const viewPreferences = createViewPreferencesStore(files)
  routeCalls({
    ...connectionHandlers(composition),
    ...accountHandlers(core),
    ...placeHandlers(core),
    ...deletionHandlers(core),
    ...activityHandlers(core),
    ...desktopHandlers(viewPreferences, () => core.settings.getSettings().zoom / 100),
    ...binHandlers(core),
    ...settingsHandlers(composition),
    ...protectionHandlers(core),
    ...previewHandlers(core),
    ...transferHandlers(composition),
  })
  const events = {
    onPageLoad: () => core.lifecycle.pageLoaded(),
    // The place may be the cause of the crashes.
    onRepeatedCrash: () => core.places.initialPlace.forgetOpened(),
    onShown: composition.onShown,
  }
  const windowState = await prepareMainWindow(window, files, { events, appearance })
  quitCleanly(composition, [windowState, viewPreferences])
  return {
    language: () => language.snapshot().shown,
    connect: () => core.startConnection.open(),
  }
}
