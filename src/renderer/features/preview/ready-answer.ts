import type { Asset } from '../../../shared/asset'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import { versionKey, type PreviewAnswer } from '../../../shared/preview'
import { safely } from '../../lib/safely'
import { toSelected } from '../../lib/selected-asset'

/** The answer for the file that is probably looked at next, got before anybody steps to it. */
export function createReadyAnswer(api: RefshelfApi) {
  let ready: { readonly version: string; readonly answer: PreviewAnswer } | null = null
  let round = 0

  function end(): void {
    ready = null
    round += 1
  }

  return {
    end,
    /** Of this file, or null. Whatever is ready ends with it. */
    take: (asset: Asset): PreviewAnswer | null => {
      const found = ready?.version === versionKey(asset) ? ready.answer : null
      end()
      return found
    },
    make: async (asset: Asset): Promise<void> => {
      end()
      const mine = round
      const result = await safely(api.readyPreview({ asset: toSelected(asset) }))
      // Whoever stepped on meanwhile has ended its address.
      if (round !== mine || !result.ok || result.value === null) return
      ready = { version: versionKey(asset), answer: result.value }
    },
  }
}
