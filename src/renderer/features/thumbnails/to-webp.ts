/** Well above what shows at this size. */
const quality = 0.82

/** A picture as a WebP; null where the browser cannot. The picture is closed. */
export async function toWebp(picture: ImageBitmap): Promise<Uint8Array | null> {
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  canvas.getContext('2d')?.drawImage(picture, 0, 0)
  picture.close()
  try {
    const encoded = await canvas.convertToBlob({ type: 'image/webp', quality })
    return new Uint8Array(await encoded.arrayBuffer())
  } catch {
    // Such as a canvas without a side: nothing that could be shown.
    return null
  }
}
