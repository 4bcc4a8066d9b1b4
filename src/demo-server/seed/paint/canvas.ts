import { glyphHeight, glyphWidth, glyph } from './font'

export type Colour = readonly [red: number, green: number, blue: number]

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export function mix(from: Colour, to: Colour, share: number): Colour {
  const channel = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share)
  return [channel(0), channel(1), channel(2)]
}

/** A picture in memory with three bytes per dot. Drawing outside of it has no effect. */
export class Canvas {
  readonly dots: Uint8Array

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.dots = new Uint8Array(width * height * 3)
  }

  dot(x: number, y: number, colour: Colour): void {
    if (x >= 0 && y >= 0 && x < this.width && y < this.height) this.dots.set(colour, (y * this.width + x) * 3)
  }

  rect(box: Box, colour: Colour): void {
    const [left, right] = [Math.max(0, box.x), Math.min(this.width, box.x + box.width)]
    const [top, bottom] = [Math.max(0, box.y), Math.min(this.height, box.y + box.height)]
    if (left >= right || top >= bottom) return
    for (let x = left; x < right; x += 1) this.dot(x, top, colour)
    // Copying the first row to the others is faster than drawing them.
    const offset = (y: number) => (y * this.width + left) * 3
    const end = offset(top) + (right - left) * 3
    for (let y = top + 1; y < bottom; y += 1) this.dots.copyWithin(offset(y), offset(top), end)
  }

  /** From top to bottom. */
  gradient(box: Box, from: Colour, to: Colour): void {
    for (let row = 0; row < box.height; row += 1) {
      this.rect({ ...box, y: box.y + row, height: 1 }, mix(from, to, row / box.height))
    }
  }

  frame(box: Box, colour: Colour): void {
    this.rect({ ...box, height: 2 }, colour)
    this.rect({ ...box, y: box.y + box.height - 2, height: 2 }, colour)
    this.rect({ ...box, width: 2 }, colour)
    this.rect({ ...box, x: box.x + box.width - 2, width: 2 }, colour)
  }

  disc(centre: { readonly x: number; readonly y: number; readonly radius: number }, colour: Colour): void {
    const { x, y, radius } = centre
    for (let dy = -radius; dy <= radius; dy += 1) {
      const half = Math.floor(Math.sqrt(radius * radius - dy * dy))
      this.rect({ x: x - half, y: y + dy, width: half * 2 + 1, height: 1 }, colour)
    }
  }

  /** Draws text in capitals, with each dot of the font `scale` dots wide. */
  text(
    text: string,
    start: { readonly x: number; readonly y: number; readonly scale: number },
    colour: Colour,
  ): void {
    const { scale } = start
    let x = start.x
    for (const character of text) {
      glyph(character).forEach((column, index) => {
        for (let row = 0; row < glyphHeight; row += 1) {
          if ((column >> row) % 2 === 0) continue
          this.rect({ x: x + index * scale, y: start.y + row * scale, width: scale, height: scale }, colour)
        }
      })
      x += glyphWidth * scale
    }
  }
}
