import type { Messages } from '../en'
import { jaActivity } from './activity'
import { jaBudget } from './budget'
import { jaCommon } from './common'
import { jaConnections } from './connections'
import { jaDesktop } from './desktop'
import { jaList } from './list'
import { jaPlaces } from './places'
import { jaPreview } from './preview'
import { jaProtection } from './protection'
import { jaRecycleBin } from './recycle-bin'
import { jaSettings } from './settings'
import { jaThumbnails } from './thumbnails'
import { jaTransfers } from './transfers'
import { jaWindow } from './window'

/** Japanese. Its terms are in docs/glossary.md. */
export const ja: Messages = {
  ...jaCommon,
  ...jaActivity,
  ...jaBudget,
  ...jaConnections,
  ...jaDesktop,
  ...jaList,
  ...jaPlaces,
  ...jaPreview,
  ...jaProtection,
  ...jaRecycleBin,
  ...jaSettings,
  ...jaThumbnails,
  ...jaTransfers,
  ...jaWindow,
}
