import type { Asset } from '../../../shared/asset'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import { versionKey, type PreviewAnswer } from '../../../shared/preview'
import { callMain } from '../../lib/call-main'
import { toSelectedAsset } from '../../lib/selected-asset'

/** The answer for the file that is probably looked at next, got before anybody steps to it. */
export function createPreparedAnswer(api: RefshelfApi) {
  let prepared: { readonly version: string; readonly answer: PreviewAnswer } | null = null
  let round = 0

  function discard(): void {
    prepared = null
    round += 1
  }

  return {
    discard,
    /** Of this file, or null. Whatever is ready ends with it. */
    takeFor: (asset: Asset): PreviewAnswer | null => {
      const found = prepared?.version === versionKey(asset) ? prepared.answer : null
      discard()
      return found
    },
    prepare: async (asset: Asset): Promise<void> => {
      discard()
      const ownRound = round
      const result = await callMain(api.preparePreview({ asset: toSelectedAsset(asset) }))
      // Whoever stepped on meanwhile has ended its address.
      if (round !== ownRound || !result.ok || result.value === null) return
      prepared = { version: versionKey(asset), answer: result.value }
    },
  }
}
