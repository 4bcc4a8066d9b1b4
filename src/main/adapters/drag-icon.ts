/** Pixels of each side. */
export const dragIconSize = 32

const paper = { left: 6, right: 25, top: 3, bottom: 28 }
/** Pixels of the folded corner. */
const fold = 6

/**
 * A sheet with a folded corner, in a grey that stands on light and dark: BGRA, four bytes a pixel. Drawn here, so that no
 * decoder ever meets a remote byte for the sake of an icon.
 */
export function drawDragIcon(): Uint8Array {
  const pixels = new Uint8Array(dragIconSize * dragIconSize * 4)
  for (let y = paper.top; y <= paper.bottom; y += 1) {
    for (let x = paper.left; x <= paper.right; x += 1) {
      const beyond = x - (paper.right - fold) - (y - paper.top)
      if (beyond > 0) continue
      const isEdge =
        x === paper.left || x === paper.right || y === paper.top || y === paper.bottom || beyond === 0
      const grey = isEdge ? 96 : 240
      pixels.set([grey, grey, grey, 255], (y * dragIconSize + x) * 4)
    }
  }
  return pixels
}
