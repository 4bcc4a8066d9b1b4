import path from 'node:path'
import { session, type BrowserWindow } from 'electron'
import type { TextLocale } from '../shared/settings'
import { dialogFolders } from './adapters/dialog-folders'
import type { StartRequest } from './command-line'
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
import { Services } from './services'
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
  const services = new Services(request, unsafeSwitches)
  await services.load()
  servePreviews(session.defaultSession, path.join(__dirname, '../viewer'), {
    cache: services.previews.cache,
    openCopy: (name) => services.binService.previews.openPreview(name),
    findThumbnail: (name) => services.previews.thumbnails.findPicture(name),
    findAsset: (name) => services.previews.previews.findFile(name),
    findDrawing: (name) => services.previews.thumbnails.findSource(name),
  })
  dialogFolders.keepIn(services.files)
  const viewPreferences = createViewPreferencesStore(services.files)
  routeCalls({
    ...connectionHandlers(services),
    ...placeHandlers(services),
    ...deletionHandlers(services),
    ...activityHandlers(services),
    ...desktopHandlers(viewPreferences, () => services.settings.getSettings().zoom / 100),
    ...binHandlers(services),
    ...settingsHandlers(services),
    ...protectionHandlers(services),
    ...previewHandlers(services),
    ...transferHandlers(services),
  })
  const { files, appearance } = services
  const windowState = await prepareMainWindow(window, files, { events: services, appearance })
  quitCleanly(services, [windowState, viewPreferences])
  return {
    language: () => services.language.snapshot().shown,
    connect: () => services.startConnection.open(),
  }
}
