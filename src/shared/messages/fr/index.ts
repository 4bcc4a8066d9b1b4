import type { Messages } from '../en'
import { frActivity } from './activity'
import { frBudget } from './budget'
import { frCommon } from './common'
import { frConnections } from './connections'
import { frDesktop } from './desktop'
import { frList } from './list'
import { frPlaces } from './places'
import { frPreview } from './preview'
import { frProtection } from './protection'
import { frRecycleBin } from './recycle-bin'
import { frSettings } from './settings'
import { frThumbnails } from './thumbnails'
import { frTransfers } from './transfers'
import { frWindow } from './window'

/** French. Its terms are in docs/glossary.md. */
export const fr: Messages = {
  ...frCommon,
  ...frActivity,
  ...frBudget,
  ...frConnections,
  ...frDesktop,
  ...frList,
  ...frPlaces,
  ...frPreview,
  ...frProtection,
  ...frRecycleBin,
  ...frSettings,
  ...frThumbnails,
  ...frTransfers,
  ...frWindow,
}
