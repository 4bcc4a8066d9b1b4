import type { Messages } from '../en'
import { esActivity } from './activity'
import { esBudget } from './budget'
import { esCommon } from './common'
import { esConnections } from './connections'
import { esDesktop } from './desktop'
import { esList } from './list'
import { esPlaces } from './places'
import { esPreview } from './preview'
import { esProtection } from './protection'
import { esRecycleBin } from './recycle-bin'
import { esSettings } from './settings'
import { esThumbnails } from './thumbnails'
import { esTransfers } from './transfers'
import { esWindow } from './window'

/** Spanish. Its terms are in docs/glossary.md. */
export const es: Messages = {
  ...esCommon,
  ...esActivity,
  ...esBudget,
  ...esConnections,
  ...esDesktop,
  ...esList,
  ...esPlaces,
  ...esPreview,
  ...esProtection,
  ...esRecycleBin,
  ...esSettings,
  ...esThumbnails,
  ...esTransfers,
  ...esWindow,
}
