import type { Session } from 'electron'
import type { Preview } from '../../core/recycle-bin/previews'
import { logError } from '../log'

const origin = 'preview://copy'

/** Where the window finds the picture of this name. */
export function previewAddress(name: string): string {
  return `${origin}/${name}`
}

/**
 * Serves pictures of the recycle bin to `<img>` and to nothing else: under names that main gave out, with the type that
 * their bytes have, as a document without rights. No path of a request ever reaches the disk.
 */
export function servePreviews(session: Session, open: (name: string) => Promise<Preview | null>): void {
  session.protocol.handle('preview', async (request) => {
    const preview = request.method === 'GET' ? await findPreview(request.url, open) : null
    if (preview === null) return new Response(null, { status: 404, headers })
    return new Response(preview.bytes.slice().buffer, {
      headers: { ...headers, 'Content-Type': preview.type },
    })
  })
}

const headers = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cache-Control': 'no-store',
}

async function findPreview(
  address: string,
  open: (name: string) => Promise<Preview | null>,
): Promise<Preview | null> {
  const name = /^preview:\/\/copy\/([\w-]{1,64})$/.exec(address)?.[1]
  if (name === undefined) return null
  try {
    return await open(name)
  } catch (error) {
    logError('preview not read', error)
    return null
  }
}
