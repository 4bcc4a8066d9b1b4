import { maxPastedBytes, type GivenContent } from '../shared/transfers'

/**
 * The bytes of files without a path: a picture of the clipboard, a mail attachment, a picture of a browser. What is too large or
 * cannot be read is reported by name.
 */
export async function contentsOf(files: readonly File[]): Promise<readonly GivenContent[]> {
  const contents: GivenContent[] = []
  let remaining = maxPastedBytes
  for (const file of files) {
    if (file.size > remaining) {
      contents.push({ name: file.name, refusal: 'too-large' })
      continue
    }
    try {
      const bytes = new Uint8Array(await file.arrayBuffer())
      remaining -= bytes.length
      contents.push({ name: file.name, type: file.type, bytes })
    } catch {
      contents.push({ name: file.name, refusal: 'unreadable' })
    }
  }
  return contents
}
