import type { RefshelfApi } from '../shared/ipc/contract'

declare global {
  interface Window {
    /** Put there by preload, from the contract. */
    readonly api: RefshelfApi
  }
}
