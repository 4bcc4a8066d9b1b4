import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { inspectFile } from '../../core/previews/inspect'
import { readPictureHeader } from '../../core/previews/picture-header'
import { toReadableFile } from '../../core/previews/readable-file'
import { DiskCache } from '../adapters/disk-cache'
import { encodingDetector } from '../adapters/encoding-detector'
import type { InspectionResult, InspectionTask } from './messages'

/**
 * The thread that looks into bytes from a server. It has no network, no secrets and no Electron, and main ends it when it takes
 * too long or too much memory (`WorkerInspector`). It handles one task at a time.
 */
const { folder } = z.object({ folder: z.string() }).parse(workerData)
const files = new DiskCache(folder)
const cache = { readFile: files.read.bind(files) }

parentPort?.on('message', (task: InspectionTask) => {
  void handleTask(task).then((result) => parentPort?.postMessage(result))
})

async function handleTask(task: InspectionTask): Promise<InspectionResult> {
  if (task.kind === 'picture') return { kind: 'picture', header: readPictureHeader(task.start) }
  const { file, request } = task
  try {
    const readable = toReadableFile(cache, file)
    const found = await inspectFile(readable, { ...request, encodings: encodingDetector })
    return { kind: 'file', found }
  } catch (error) {
    // Any other error ends the thread.
    if (!(error instanceof Error) || !('code' in error)) throw error
    return { kind: 'unreadable', code: String(error.code) }
  }
}
