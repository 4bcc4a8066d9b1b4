import type { Asset } from '../../shared/asset'
import { assetKey } from '../assets/asset-key'
import type { OpenConnection } from '../connections/open-connection'
import type { BinEntry } from './bin-log'

/** Whether a copy is of this very file as it is listed now. A file without a date may have changed since. */
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
