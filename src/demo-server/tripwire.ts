import { appendFileSync } from 'node:fs'
import type { CallRecord } from './call-log'

/** A DELETE that would have been, or was, "delete every file of this segment". */
export interface TrippedDelete {
  readonly path: string
  readonly rawQuery: string
  /** null: the parameter was missing. */
  readonly filename: string | null
}

/** All servers of this process, so that one line in a test set-up watches every one that any test starts. */
const trippedInProcess: TrippedDelete[] = []

const assetPath = /^\/api\/(?:resources\/assets|apps\/wbflex\/documents\/[^/]*\/assets)(?:\/|$)/i

/** What a careless client makes of a variable without a value. */
const stringifiedNothing = new Set(['undefined', 'null'])

export interface Tripwire {
  readonly tripped: readonly TrippedDelete[]
  /** To be asked on arrival of each call, whatever becomes of it. `isStored`: the segment has a file of that name. */
  watch(call: CallRecord, isStored: (segmentId: number, name: string) => boolean): void
}

function filenameOf(call: CallRecord): string | null {
  const [, value = null] =
    Object.entries(call.params).find(([name]) => name.toLowerCase() === 'filename') ?? []
  return value
}

function isDangerous(call: CallRecord, isStored: (segmentId: number, name: string) => boolean): boolean {
  const filename = filenameOf(call)
  if (filename === null || filename.trim() === '') return true
  if (!stringifiedNothing.has(filename)) return false
  // A file may really be called so; whoever asks for that one by its name is in the right.
  return !isStored(Number(call.path.split('/').at(-1)), filename)
}

function report(tripped: TrippedDelete): void {
  trippedInProcess.push(tripped)
  process.stderr.write(
    `\n!!! TRIPWIRE !!! DELETE without a file name: ${tripped.path}?${tripped.rawQuery}\n\n`,
  )
  // A server inside another process (the app in demo mode) tells the test run through this file.
  const file = process.env['REFSHELF_TRIPWIRE_FILE']
  if (file !== undefined && file !== '') appendFileSync(file, `${JSON.stringify(tripped)}\n`)
}

export function createTripwire(state: 'armed' | 'off'): Tripwire {
  const own: TrippedDelete[] = []
  return {
    tripped: own,
    watch(call, isStored) {
      if (state === 'off' || call.method !== 'DELETE' || !assetPath.test(call.path)) return
      if (!isDangerous(call, isStored)) return
      const tripped = { path: call.path, rawQuery: call.rawQuery, filename: filenameOf(call) }
      own.push(tripped)
      report(tripped)
    },
  }
}

/** For `afterEach`: throws when any server of this process was asked to delete without a name, and forgets it. */
export function assertNothingTripped(): void {
  const tripped = trippedInProcess.splice(0)
  if (tripped.length === 0) return
  const calls = tripped.map(({ path, rawQuery }) => `DELETE ${path}?${rawQuery}`)
  throw new Error(`The tripwire was tripped: DELETE without a file name.\n${calls.join('\n')}`)
}
