import type { Asset } from '../../../shared/asset'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import { versionKey, type PreviewAnswer } from '../../../shared/preview'
import { callMain } from '../../lib/call-main'
import { createLatest } from '../../lib/latest'
import { toSelectedAsset } from '../../../shared/selected-asset'

/** Prefetches the preview of the file that will probably be shown next. */
export function createPreparedAnswer(api: RefshelfApi) {
  let prepared: { readonly version: string; readonly answer: PreviewAnswer } | null = null
  /** Cancelled by each discard: a response that arrives later is dropped. */
  const latest = createLatest()

  function discard(): void {
    prepared = null
    latest.cancel()
  }

  return {
    discard,
    /** The prepared answer for this file, or null. Discards any prepared answer. */
    takeFor: (asset: Asset): PreviewAnswer | null => {
      const found = prepared?.version === versionKey(asset) ? prepared.answer : null
      discard()
      return found
    },
    prepare: async (asset: Asset): Promise<void> => {
      discard()
      const isCurrent = latest.track()
      const result = await callMain(api.preparePreview({ asset: toSelectedAsset(asset) }))
      // A later request has invalidated the address of this answer.
      if (!isCurrent() || !result.ok || result.value === null) return
      prepared = { version: versionKey(asset), answer: result.value }
    },
  }
}
