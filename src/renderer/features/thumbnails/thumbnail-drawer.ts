import type { RefshelfApi } from '../../../shared/ipc/contract'
import { thumbnailSide, type SmallDrawing } from '../../../shared/preview'
import { callMain } from '../../lib/call-main'
import type { Viewer } from '../../lib/viewer/viewer'
import { toWebp } from './to-webp'

/**
 * Renders thumbnails of untrusted bytes in a frame of another origin and a separate process, and sends them to main,
 * which validates them.
 */
export function createThumbnailDrawer(
  api: Pick<RefshelfApi, 'sendThumbnail'>,
  viewer: Pick<Viewer, 'draw'>,
): (drawing: SmallDrawing) => Promise<void> {
  // No abort is needed: main has its own timeout and ignores late pictures.
  const neverAborted = new AbortController().signal
  return async ({ ticket, kind, address }) => {
    const box = { width: thumbnailSide, height: thumbnailSide }
    const drawn = await viewer.draw({ kind, address, page: 1, ...box }, neverAborted)
    const picture = drawn.state === 'drawn' ? await encode(drawn.picture) : null
    await callMain(api.sendThumbnail({ ticket, picture }))
  }
}

/** Encodes a picture, or returns null if it is larger than requested. */
async function encode(picture: ImageBitmap): Promise<Uint8Array | null> {
  if (Math.max(picture.width, picture.height) <= thumbnailSide) return toWebp(picture)
  picture.close()
  return null
}
