import { DeferredChunk } from '../lib/deferred'

const screens = new DeferredChunk(() => import('./screens-chunk'))

export const ActivityScreen = screens.screen('ActivityScreen')
export const OperationsPart = screens.screen('OperationsPart')
export const RecycleBinScreen = screens.screen('RecycleBinScreen')
export const SettingsPart = screens.screen('SettingsPart')

export const DeleteQuestion = screens.dialog('DeleteQuestion')
export const EditConnection = screens.dialog('EditConnection')
export const ForgetDialog = screens.dialog('ForgetDialog')
export const FullPreviewPart = screens.dialog('FullPreviewPart')
export const ShortcutsDialog = screens.dialog('ShortcutsDialog')
export const UploadDialog = screens.dialog('UploadDialog')

export function preloadScreens(): void {
  screens.preload()
}
