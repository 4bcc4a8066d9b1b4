/** WebP quality from 0 to 1; loss is not visible at this size. */
const quality = 0.82

/** Encodes a picture as WebP; null if the browser cannot. Closes the picture. */
export async function toWebp(picture: ImageBitmap): Promise<Uint8Array | null> {
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  canvas.getContext('2d')?.drawImage(picture, 0, 0)
  picture.close()
  try {
    const encoded = await canvas.convertToBlob({ type: 'image/webp', quality })
    return new Uint8Array(await encoded.arrayBuffer())
  } catch {
    // For example, an empty canvas cannot be encoded.
    return null
  }
}
