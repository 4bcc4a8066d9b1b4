import type { Asset } from '../../shared/asset'
import { assetKey } from '../assets/asset-key'
import type { OpenConnection } from '../connections/open-connection'
import type { BinEntry } from './bin-log'

/** Whether the copy has the same identity, size and date as the listed file. A file without a date may have changed. */
export function isCopyOf(entry: BinEntry, asset: Asset, { serverKey, connection }: OpenConnection): boolean {
  return (
    asset.modifiedDate !== null &&
    entry.modifiedDate === asset.modifiedDate &&
    entry.size === asset.size &&
    entry.serverKey === serverKey &&
    entry.accountId === connection.accountId &&
    assetKey(entry.identity) === assetKey(asset)
  )
}
