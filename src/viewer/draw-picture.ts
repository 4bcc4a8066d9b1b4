import type { DrawRequest } from '../shared/viewer'
import { expandEntities } from '../shared/markup/entities'
import type { Drawing } from './drawing'
import { scaleToBox, scaleSize, type Size } from './scale-to-box'
import { DrawError } from './draw-error'
import { readAll } from './read-file'

/** Browsers' default size of a picture that states none. */
const defaultSize: Size = { width: 300, height: 150 }

function loadImage(address: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image()
    image.onload = () => resolve(image)
    image.onerror = () => reject(new DrawError('damaged'))
    image.src = address
  })
}

function paint(image: HTMLImageElement, request: DrawRequest): Drawing {
  const { naturalWidth, naturalHeight } = image
  const isSized = naturalWidth > 0 && naturalHeight > 0
  const natural = isSized ? { width: naturalWidth, height: naturalHeight } : defaultSize
  const scale = scaleToBox(natural, request)
  const size = scaleSize(natural, request.kind === 'image' ? Math.min(1, scale) : scale)
  const canvas = Object.assign(document.createElement('canvas'), size)
  const context = canvas.getContext('2d')
  if (context === null) throw new DrawError('too-large')
  context.drawImage(image, 0, 0, size.width, size.height)
  return { canvas, pages: 1, ...natural }
}

/** Whether the canvas is not tainted, so that its pixels can be exported. */
function isExportable({ canvas }: Drawing): boolean {
  try {
    canvas.getContext('2d')?.getImageData(0, 0, 1, 1)
    return true
  } catch {
    return false
  }
}

function dataAddress(bytes: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.onerror = () => reject(new DrawError('unreachable'))
    reader.readAsDataURL(bytes)
  })
}

/**
 * An SVG as every parser reads it: Chromium takes a picture for UTF-8 whatever it declares, so the text is decoded as main
 * did, and its entities are expanded as main has checked them.
 */
async function readDrawing(address: string): Promise<Blob> {
  const { bytes, type } = await readAll(address)
  const charset = /charset=([\w-]+)/.exec(type)?.[1] ?? 'utf-8'
  const drawing = expandEntities(new TextDecoder(charset).decode(bytes))
  if (drawing === null) throw new DrawError('too-large')
  return new Blob([drawing], { type: 'image/svg+xml' })
}

async function loadDrawing(drawing: Blob): Promise<HTMLImageElement> {
  const address = URL.createObjectURL(drawing)
  try {
    return await loadImage(address)
  } finally {
    URL.revokeObjectURL(address)
  }
}

/**
 * Draws a picture with the browser's `<img>` decoder, in which SVG has no scripts or network. An SVG that contains HTML
 * (`foreignObject`) taints the canvas unless it is loaded from a data URL.
 */
export async function drawPicture(request: DrawRequest): Promise<Drawing> {
  if (request.kind === 'image') return paint(await loadImage(request.address), request)
  const source = await readDrawing(request.address)
  const drawing = paint(await loadDrawing(source), request)
  return isExportable(drawing) ? drawing : paint(await loadImage(await dataAddress(source)), request)
}
