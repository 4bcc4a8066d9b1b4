import type { PartSize } from '../../shared/account-data'
import type { HashPort } from '../ports'
import { SavedPlacesStore, type SavedPlacesPorts } from './saved-places'

/** Names an account on disk without revealing it. */
export function accountHash(hash: HashPort, account: string): string {
  return hash.sha256(new TextEncoder().encode(account)).slice(0, 24)
}

/** The recent and pinned places of all accounts. */
export class AccountPlaces {
  private readonly stores = new Map<string, SavedPlacesStore>()

  constructor(private readonly ports: SavedPlacesPorts) {}

  /** The places of an account, as `accountKey` names it. */
  storeOf(account: string): SavedPlacesStore {
    const store =
      this.stores.get(account) ?? new SavedPlacesStore(this.ports, accountHash(this.ports.hash, account))
    this.stores.set(account, store)
    return store
  }

  /** Rejects if the file of the account cannot be read. */
  async measureAccount(account: string): Promise<PartSize> {
    const items = await this.storeOf(account).countPlaces()
    if (items === null) throw new Error('the places cannot be read')
    return { items, bytes: null }
  }

  /** Rejects if the disk fails. */
  forgetAccount(account: string): Promise<void> {
    return this.storeOf(account).removeAll()
  }
}
