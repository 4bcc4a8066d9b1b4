import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { systemClock } from '../adapters/system-ports'
import { logError } from '../log'
import { WorkerInspector } from './worker-inspector'

/** Memory of a thread, in MB. The largest text that is shown has 1 MiB. */
const resourceLimits = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 }

/** Built from `worker.ts` (`electron.vite.config.ts`). */
const workerFile = path.join(__dirname, 'inspector.js')

/** One thread for what the user looks at and one for thumbnails, so that these delay no preview. */
export interface Inspectors {
  readonly previews: WorkerInspector
  readonly thumbnails: WorkerInspector
}

/** `folder`: the cache whose files are inspected. Threads start with their first file. */
export function openInspectors(folder: string): Inspectors {
  const open = (): WorkerInspector =>
    new WorkerInspector({
      clock: systemClock,
      onFailure: (error) => logError('cannot inspect a file', error),
      // An empty environment: the variables of the app may hold a key.
      start: () => new Worker(workerFile, { workerData: { folder }, resourceLimits, env: {} }),
    })
  return { previews: open(), thumbnails: open() }
}
