/** Width and height in pixels. */
export const dragIconSize = 32

const paper = { left: 6, right: 25, top: 3, bottom: 28 }
/** Size of the folded corner, in pixels. */
const cornerSize = 6

/**
 * A sheet with a folded corner in greys that are visible on light and dark backgrounds, as BGRA. It is drawn here so that no
 * decoder has to process remote bytes for an icon.
 */
export function drawDragIcon(): Uint8Array {
  const pixels = new Uint8Array(dragIconSize * dragIconSize * 4)
  for (let y = paper.top; y <= paper.bottom; y += 1) {
    for (let x = paper.left; x <= paper.right; x += 1) {
      const foldDistance = x - (paper.right - cornerSize) - (y - paper.top)
      if (foldDistance > 0) continue
      const isEdge =
        x === paper.left || x === paper.right || y === paper.top || y === paper.bottom || foldDistance === 0
      const grey = isEdge ? 96 : 240
      pixels.set([grey, grey, grey, 255], (y * dragIconSize + x) * 4)
    }
  }
  return pixels
}
