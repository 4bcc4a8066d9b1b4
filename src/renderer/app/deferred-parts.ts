import { DeferredChunk } from '../lib/deferred'

const shell = new DeferredChunk(() => import('./shell'))
const screens = new DeferredChunk(() => import('./screens-chunk'))

/** The window while a connection is open. */
export const Shell = shell.screen('Shell')

export const ActivityScreen = screens.screen('ActivityScreen')
export const OperationsPart = screens.screen('OperationsPart')
export const RecycleBinScreen = screens.screen('RecycleBinScreen')
export const SettingsPart = screens.screen('SettingsPart')

export const DeleteQuestion = screens.dialog('DeleteQuestion')
export const EditConnection = screens.dialog('EditConnection')
export const FullPreviewPart = screens.dialog('FullPreviewPart')
export const ShortcutsDialog = screens.dialog('ShortcutsDialog')
export const UploadDialog = screens.dialog('UploadDialog')

/** Loads the rest of the window after its first screen, so that nothing has to load when the user asks for it. */
export async function preloadParts(): Promise<void> {
  await shell.load()
  screens.preload()
}
