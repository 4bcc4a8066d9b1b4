import { Canvas, mix, type Box, type Colour } from './canvas'
import { createRandom } from './random'

/** The content of a drawn screenshot. */
export interface Screen {
  readonly kind: 'menu' | 'inventory' | 'dialogue' | 'page' | 'phone' | 'diagram'
  readonly title: string
  readonly locale: string
  /** Makes screens of the same kind differ. */
  readonly variant: number
}

const screenWidth = 640
const height = 400
const full: Box = { x: 0, y: 0, width: screenWidth, height }

const white: Colour = [250, 250, 247]
const ink: Colour = [34, 40, 49]
const accents: readonly Colour[] = [
  [38, 111, 147],
  [168, 74, 52],
  [84, 122, 62],
  [126, 87, 158],
  [194, 137, 38],
  [52, 96, 108],
]

interface Theme {
  readonly accent: Colour
  readonly dark: Colour
  readonly pale: Colour
  readonly random: () => number
}

function themeOf(variant: number): Theme {
  const random = createRandom(variant * 7919 + 17)
  const accent = accents[variant % accents.length] ?? ink
  return { accent, dark: mix(accent, ink, 0.7), pale: mix(accent, white, 0.82), random }
}

/** Draws bars instead of running text, because the font has only Latin letters. */
function lines(canvas: Canvas, box: Box, style: { colour: Colour; random: () => number }): void {
  for (let y = box.y; y + 8 <= box.y + box.height; y += 18) {
    const width = Math.round(box.width * (0.55 + style.random() * 0.45))
    canvas.rect({ x: box.x, y, width, height: 8 }, style.colour)
  }
}

function menu(canvas: Canvas, theme: Theme): void {
  canvas.gradient(full, mix(theme.accent, ink, 0.2), theme.dark)
  canvas.disc(
    { x: 470 + Math.round(theme.random() * 60), y: 120, radius: 58 },
    mix(theme.accent, white, 0.55),
  )
  for (let x = 0; x < screenWidth; x += 1) {
    const wave = Math.round(Math.sin(x / 38 + theme.random() * 0.02) * 9 + 300)
    canvas.rect({ x, y: wave, width: 1, height: height - wave }, mix(theme.dark, ink, 0.4))
  }
  for (let row = 0; row < 5; row += 1) {
    const box = { x: 48, y: 120 + row * 48, width: 220, height: 36 }
    canvas.rect(box, row === 0 ? theme.accent : mix(theme.dark, white, 0.12))
    canvas.frame(box, mix(theme.accent, white, 0.4))
    canvas.rect({ x: 66, y: box.y + 14, width: 90 + Math.round(theme.random() * 80), height: 8 }, white)
  }
}

function inventory(canvas: Canvas, theme: Theme): void {
  canvas.gradient(full, theme.pale, mix(theme.pale, theme.accent, 0.3))
  for (let cell = 0; cell < 24; cell += 1) {
    const box = { x: 40 + (cell % 6) * 68, y: 92 + Math.floor(cell / 6) * 70, width: 58, height: 58 }
    canvas.rect(box, white)
    canvas.frame(box, mix(theme.accent, white, 0.5))
    if (theme.random() < 0.3) continue
    const colour = mix(accents[Math.floor(theme.random() * accents.length)] ?? ink, white, 0.15)
    const centre = { x: box.x + 29, y: box.y + 29, radius: 10 + Math.floor(theme.random() * 9) }
    canvas.disc(centre, colour)
  }
  canvas.rect({ x: 462, y: 92, width: 140, height: 268 }, mix(theme.accent, white, 0.7))
  lines(canvas, { x: 476, y: 112, width: 110, height: 220 }, { colour: theme.dark, random: theme.random })
}

function dialogue(canvas: Canvas, theme: Theme): void {
  canvas.gradient(full, mix(theme.accent, white, 0.6), theme.pale)
  for (let hill = 0; hill < 4; hill += 1) {
    const colour = mix(theme.accent, theme.dark, hill / 4)
    canvas.disc({ x: Math.round(theme.random() * screenWidth), y: 330 + hill * 14, radius: 120 }, colour)
  }
  canvas.disc({ x: 130, y: 205, radius: 46 }, mix(theme.accent, white, 0.75))
  canvas.rect({ x: 70, y: 250, width: 120, height: 60 }, theme.dark)
  const box = { x: 30, y: 276, width: 580, height: 104 }
  canvas.rect(box, ink)
  canvas.frame(box, theme.accent)
  lines(canvas, { x: 54, y: 300, width: 510, height: 66 }, { colour: white, random: theme.random })
}

function page(canvas: Canvas, theme: Theme): void {
  canvas.rect(full, white)
  canvas.rect({ x: 0, y: 0, width: screenWidth, height: 30 }, [226, 228, 231])
  for (let dot = 0; dot < 3; dot += 1) canvas.disc({ x: 18 + dot * 20, y: 15, radius: 6 }, [182, 187, 193])
  canvas.gradient(
    { x: 0, y: 78, width: screenWidth, height: 132 },
    theme.accent,
    mix(theme.accent, white, 0.4),
  )
  lines(canvas, { x: 40, y: 110, width: 250, height: 70 }, { colour: white, random: theme.random })
  for (let card = 0; card < 3; card += 1) {
    const box = { x: 40 + card * 190, y: 230, width: 170, height: 140 }
    canvas.rect(box, mix(theme.pale, white, 0.5))
    canvas.rect(
      { ...box, height: 66 },
      mix(accents[(card + Math.floor(theme.random() * 6)) % 6] ?? ink, white, 0.35),
    )
    const text = { x: box.x + 12, y: box.y + 80, width: 140, height: 50 }
    lines(canvas, text, { colour: [150, 156, 164], random: theme.random })
  }
}

function phone(canvas: Canvas, theme: Theme): void {
  canvas.gradient(full, [240, 241, 243], [216, 219, 224])
  canvas.rect({ x: 210, y: 12, width: 220, height: 376 }, ink)
  canvas.rect({ x: 218, y: 28, width: 204, height: 344 }, white)
  canvas.rect({ x: 218, y: 28, width: 204, height: 48 }, theme.accent)
  for (let row = 0; row < 6; row += 1) {
    const y = 88 + row * 46
    canvas.disc({ x: 242, y: y + 16, radius: 13 }, mix(theme.accent, white, 0.2 + theme.random() * 0.6))
    canvas.rect({ x: 264, y: y + 4, width: 70 + Math.round(theme.random() * 70), height: 8 }, ink)
    canvas.rect(
      { x: 264, y: y + 20, width: 50 + Math.round(theme.random() * 80), height: 6 },
      [170, 175, 182],
    )
    canvas.rect({ x: 228, y: y + 38, width: 184, height: 1 }, [225, 227, 230])
  }
}

function diagram(canvas: Canvas, theme: Theme): void {
  canvas.rect(full, white)
  for (let x = 0; x < screenWidth; x += 20) canvas.rect({ x, y: 0, width: 1, height }, [236, 238, 240])
  for (let y = 0; y < height; y += 20)
    canvas.rect({ x: 0, y, width: screenWidth, height: 1 }, [236, 238, 240])
  canvas.disc({ x: 300, y: 220, radius: 110 }, mix(theme.accent, white, 0.55))
  canvas.disc({ x: 300, y: 220, radius: 78 }, mix(theme.accent, white, 0.8))
  canvas.rect({ x: 395, y: 170, width: 60, height: 22 }, theme.accent)
  for (let part = 0; part < 5; part += 1) {
    const y = 110 + part * 52
    const x = 250 + Math.round(theme.random() * 100)
    canvas.rect({ x, y, width: 500 - x, height: 1 }, ink)
    canvas.disc({ x, y, radius: 4 }, ink)
    canvas.disc({ x: 512, y, radius: 12 }, theme.dark)
    canvas.text(String(part + 1), { x: 507, y: y - 7, scale: 2 }, white)
  }
}

const painters = { menu, inventory, dialogue, page, phone, diagram }
const titlePosition = {
  menu: { x: 48, y: 54, scale: 4 },
  inventory: { x: 40, y: 40, scale: 4 },
  dialogue: { x: 40, y: 40, scale: 3 },
  page: { x: 40, y: 46, scale: 3 },
  phone: { x: 228, y: 44, scale: 2 },
  diagram: { x: 40, y: 36, scale: 3 },
}
const maxTitleLength = { menu: 20, inventory: 22, dialogue: 28, page: 26, phone: 15, diagram: 28 }

/** Draws a plausible screenshot within milliseconds. The same screen always gives the same picture. */
export function drawScreen(screen: Screen): Canvas {
  const canvas = new Canvas(screenWidth, height)
  const theme = themeOf(screen.variant)
  painters[screen.kind](canvas, theme)
  const isOnDark = screen.kind === 'menu' || screen.kind === 'phone'
  canvas.text(
    screen.title.slice(0, maxTitleLength[screen.kind]),
    titlePosition[screen.kind],
    isOnDark ? white : ink,
  )
  canvas.rect({ x: 582, y: 12, width: 46, height: 26 }, theme.dark)
  canvas.text(screen.locale, { x: 592, y: 18, scale: 2 }, white)
  return canvas
}
