import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import type { ElectronApplication, Page } from '@playwright/test'
import type { BytesSpec, DemoServer } from '../../src/demo-server'
import type { SelectedAsset } from '../../src/shared/deletion'
import type { PreviewAnswer } from '../../src/shared/preview'
import { openSegments } from './actions'

const segmentId = 27_665_605

/** Adds these files to a segment, signs in and opens the segment. */
export async function openWith(
  page: Page,
  server: DemoServer,
  files: Readonly<Record<string, BytesSpec>>,
): Promise<void> {
  for (const [name, bytes] of Object.entries(files)) await server.store.put({ segmentId, name, bytes })
  await openSegments(page, server, [segmentId])
}

/** The asset as it is listed, but without a date: a cached file without a date is valid until the next listing. */
export function fileNamed(name: string, size: number | null): SelectedAsset {
  const context = { family: 'classic', scope: 'pr7214' } as const
  return { context, segmentId, locale: null, relativePath: '', name, size, modifiedDate: null }
}

/** Asks main for a preview as the window does. */
export async function openPreview(
  page: Page,
  asset: SelectedAsset,
  requestId = 'preview-1',
): Promise<PreviewAnswer> {
  const options = { requestId, asset, isRequested: true, anyway: false }
  const result = await page.evaluate((request) => window.api.openPreview(request), options)
  if (!result.ok) throw new Error(result.failure.kind)
  return result.value
}

/** The URL at which the content of a file's preview can be fetched. */
export async function addressOf(page: Page, asset: SelectedAsset): Promise<string> {
  const answer = await openPreview(page, asset)
  if (answer.state !== 'shown' || !('address' in answer.content))
    throw new Error(`no address: ${JSON.stringify(answer)}`)
  return answer.content.address
}

/** Files of the preview cache that main has open. */
export function openCacheFiles(app: ElectronApplication): readonly string[] {
  const folder = `/proc/${String(app.process().pid)}/fd`
  const targets = readdirSync(folder).map((fd) => {
    try {
      return readlinkSync(`${folder}/${fd}`)
    } catch {
      return ''
    }
  })
  return targets.filter((target) => target.includes('/previews/'))
}

/** Bytes that main has read so far, from any source. */
export function bytesReadBy(app: ElectronApplication): number {
  const counters = readFileSync(`/proc/${String(app.process().pid)}/io`, 'utf8')
  return Number(/^rchar: (\d+)$/m.exec(counters)?.[1])
}
