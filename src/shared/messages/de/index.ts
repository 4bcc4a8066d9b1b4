import type { Messages } from '../en'
import { deActivity } from './activity'
import { deBudget } from './budget'
import { deCommon } from './common'
import { deConnections } from './connections'
import { deDesktop } from './desktop'
import { deList } from './list'
import { dePlaces } from './places'
import { dePreview } from './preview'
import { deProtection } from './protection'
import { deRecycleBin } from './recycle-bin'
import { deSettings } from './settings'
import { deThumbnails } from './thumbnails'
import { deTransfers } from './transfers'
import { deWindow } from './window'

/** German. Its terms are in docs/glossary.md. */
export const de: Messages = {
  ...deCommon,
  ...deActivity,
  ...deBudget,
  ...deConnections,
  ...deDesktop,
  ...deList,
  ...dePlaces,
  ...dePreview,
  ...deProtection,
  ...deRecycleBin,
  ...deSettings,
  ...deThumbnails,
  ...deTransfers,
  ...deWindow,
}
