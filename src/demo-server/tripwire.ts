import { appendFileSync } from 'node:fs'
import type { CallRecord } from './call-log'

/** A DELETE that deletes, or could have deleted, every file of a segment. */
export interface TrippedDelete {
  readonly path: string
  readonly rawQuery: string
  /** null if the parameter was missing. */
  readonly filename: string | null
}

/** Covers all servers of this process, so that one check in the test setup is enough. */
const trippedInProcess: TrippedDelete[] = []

const assetPath = /^\/api\/(?:resources\/assets|apps\/wbflex\/documents\/[^/]*\/assets)(?:\/|$)/i

/** What a careless client sends for a variable without a value. */
const stringifiedEmptyValues = new Set(['undefined', 'null'])

export interface Tripwire {
  readonly tripped: readonly TrippedDelete[]
  /** Checks each call on arrival, whatever happens to it later. `isStored`: whether the segment has a file of that name. */
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
  if (!stringifiedEmptyValues.has(filename)) return false
  // If a file really has this name, deleting it by name is legitimate.
  return !isStored(Number(call.path.split('/').at(-1)), filename)
}

function report(tripped: TrippedDelete): void {
  trippedInProcess.push(tripped)
  process.stderr.write(
    `\n!!! TRIPWIRE !!! DELETE without a file name: ${tripped.path}?${tripped.rawQuery}\n\n`,
  )
  // A server in another process (the app in demo mode) reports to the test run through this file.
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

/** For `afterEach`: throws if any server of this process received a DELETE without a name since the last check. */
export function assertNothingTripped(): void {
  const tripped = trippedInProcess.splice(0)
  if (tripped.length === 0) return
  const calls = tripped.map(({ path, rawQuery }) => `DELETE ${path}?${rawQuery}`)
  throw new Error(`The tripwire was tripped: DELETE without a file name.\n${calls.join('\n')}`)
}
