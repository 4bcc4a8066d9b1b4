import type { RefshelfApi } from '../../../shared/ipc/contract'
import { thumbnailSide, type SmallDrawing } from '../../../shared/preview'
import { callMain } from '../../lib/call-main'
import type { Viewer } from '../../lib/viewer/viewer'
import { toWebp } from './to-webp'

/**
 * Has small pictures of foreign bytes drawn in a frame of another origin, in a process of its own, and gives main what
 * became of each; main looks at it once more.
 */
export function createThumbnailDrawer(
  api: Pick<RefshelfApi, 'sendThumbnail'>,
  viewer: Pick<Viewer, 'draw'>,
): (drawing: SmallDrawing) => Promise<void> {
  // Main gives a drawing up by itself, and ignores what comes then.
  const neverAborted = new AbortController().signal
  return async ({ ticket, kind, address }) => {
    const box = { width: thumbnailSide, height: thumbnailSide }
    const drawn = await viewer.draw({ kind, address, page: 1, ...box }, neverAborted)
    const picture = drawn.state === 'drawn' ? await encode(drawn.picture) : null
    await callMain(api.sendThumbnail({ ticket, picture }))
  }
}

/** A picture larger than was asked for is none. */
async function encode(picture: ImageBitmap): Promise<Uint8Array | null> {
  if (Math.max(picture.width, picture.height) <= thumbnailSide) return toWebp(picture)
  picture.close()
  return null
}
