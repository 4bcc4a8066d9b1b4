import type { Clock, LogFilesPort } from '../../ports'
import { openAppendLog, type AppendLog } from '../../storage/append-log'
import type { CallUse } from './priority'
import { startLedgerClock, type Anchor, type LedgerClock } from './ledger-clock'
import { ledgerKind, ledgerLineSchema, ledgerVersion, type LedgerCall, type LedgerLine } from './ledger-line'

/**
 * How long a call counts, milliseconds: the hour, and a minute for its way to the server, since the server counts it when
 * it arrives. Source: `api2/error-handling-and-code` (docs/platform-api.md#throttling); time-outs of docs/threat-model.md#time-limits.
 */
export const windowMs = 3_660_000

/** The calls of one account on disk, shared by restarts. */
export interface Ledger {
  readonly clock: LedgerClock
  /** Calls of earlier runs that may still count, oldest first. */
  readonly earlier: readonly LedgerCall[]
  /** Writes a call down before it is sent; calls at the same time share one flush. Rejects when the disk refuses. */
  readonly record: (use: CallUse) => Promise<void>
  /** Notes the present time, so that the next run knows how long nothing ran. Rejects as `record` does. */
  readonly mark: () => Promise<void>
}

export interface LedgerPorts {
  readonly files: LogFilesPort
  readonly clock: Clock
}

interface Generation {
  readonly fileName: string
  readonly sequence: number
  readonly log: AppendLog<LedgerLine>
}

/**
 * Opens the ledger of this name (ours: letters, digits, `-`). What is more than an hour older than its last line is left
 * behind in a new file, written in one line before the old one goes: a crash in between leaves both, and each call
 * counts once by its number. A file that is damaged or of another version counts as far as it can be read.
 */
export async function openLedger(ports: LedgerPorts, name: string): Promise<Ledger> {
  const old = await openGenerations(ports.files, name)
  const lines = old.flatMap(({ log }) => log.entries)
  const calls = [...new Map(lines.flatMap((line) => line.calls).map((call) => [call.n, call])).values()]
  const last = lastAnchor(lines)
  const clock = startLedgerClock(ports.clock, last)
  // Measured from the last line and not from the wall clock: what that one says may be wrong.
  const earlier = calls
    .filter((call) => last !== null && call.at > last.at - windowMs)
    .sort((one, other) => one.at - other.at)
  const next = await openGeneration(
    ports.files,
    name,
    Math.max(0, ...old.map(({ sequence }) => sequence)) + 1,
  )
  const writer = createWriter(next.log, { clock, wall: () => ports.clock.now() }, nextSequence(calls))
  if (last !== null) await moveInto(next.log, { ...last, calls: earlier }, { files: ports.files, old })
  return { clock, earlier, ...writer }
}

/** Where the disk refuses, the old files stay: the next call's own line will tell. */
async function moveInto(
  log: AppendLog<LedgerLine>,
  line: LedgerLine,
  from: { readonly files: LogFilesPort; readonly old: readonly Generation[] },
): Promise<void> {
  // A file of another version is not ours to remove: nothing in it was read.
  const read = from.old.filter(({ log: { entries, isReadOnly } }) => !isReadOnly || entries.length > 0)
  await log.append(line).then(
    () => Promise.allSettled(read.map(({ fileName }) => from.files.remove(fileName))),
    () => undefined,
  )
}

function createWriter(
  log: AppendLog<LedgerLine>,
  time: { readonly clock: LedgerClock; readonly wall: () => number },
  firstSequence: number,
): Pick<Ledger, 'record' | 'mark'> {
  let next = firstSequence
  let waiting: LedgerCall[] = []
  let writing: Promise<void> = Promise.resolve()
  let shared: Promise<void> | null = null

  async function write(): Promise<void> {
    const calls = waiting
    waiting = []
    shared = null
    await log.append({ at: time.clock.now(), wall: time.wall(), calls })
  }

  /** While one line is being flushed, all that comes meanwhile gathers for the next. */
  function flush(): Promise<void> {
    shared ??= writing.then(write)
    writing = shared.catch(() => undefined)
    return shared
  }

  return {
    record({ priority: lane, purpose }) {
      waiting.push({ n: next, at: time.clock.now(), lane, purpose })
      next += 1
      return flush()
    },
    mark: flush,
  }
}

async function openGenerations(files: LogFilesPort, name: string): Promise<Generation[]> {
  const numbers = (await files.list()).flatMap((fileName) => sequenceOf(fileName, name))
  return Promise.all(numbers.map((sequence) => openGeneration(files, name, sequence)))
}

async function openGeneration(files: LogFilesPort, name: string, sequence: number): Promise<Generation> {
  const fileName = `${name}.${sequence}.log`
  const form = { kind: ledgerKind, version: ledgerVersion, schema: ledgerLineSchema }
  return { fileName, sequence, log: await openAppendLog({ files, fileName, ...form }) }
}

function sequenceOf(fileName: string, name: string): number[] {
  const match = /^(.+)\.(\d{1,15})\.log$/.exec(fileName)
  return match?.[1] === name ? [Number(match[2])] : []
}

function lastAnchor(lines: readonly LedgerLine[]): Anchor | null {
  return lines.reduce<Anchor | null>((last, { at, wall }) => {
    return last === null || at >= last.at ? { at, wall } : last
  }, null)
}

function nextSequence(calls: readonly LedgerCall[]): number {
  return calls.reduce((highest, call) => Math.max(highest, call.n), 0) + 1
}
