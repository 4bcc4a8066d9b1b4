import type { RefshelfApi } from '../shared/ipc/contract'

declare global {
  interface Window {
    /** Exposed by the preload script. */
    readonly api: RefshelfApi
  }
}
