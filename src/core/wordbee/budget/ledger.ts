import { SerialQueue } from '../../lib/serial-queue'
import type { Clock, LogFilesPort } from '../../ports'
import { openAppendLog, type AppendLog } from '../../storage/append-log'
import type { CallUse } from './priority'
import { startLedgerClock, type Anchor, type LedgerClock } from './ledger-clock'
import { ledgerKind, ledgerLineSchema, ledgerVersion, type LedgerCall, type LedgerLine } from './ledger-line'

/**
 * How long a call counts, in ms: one hour plus a minute for the request to reach the server, which counts it on arrival.
 * Source: `api2/error-handling-and-code` (docs/platform-api.md#throttling); timeouts: docs/threat-model.md#time-limits.
 */
export const windowMs = 3_660_000

/** The calls of one account, persisted so that they still count after a restart. */
export interface Ledger {
  readonly clock: LedgerClock
  /** Calls of earlier runs that may still count, oldest first. */
  readonly earlierCalls: readonly LedgerCall[]
  /**
   * Records a call before it is sent; simultaneous calls share one flush. `upcoming`: reserved calls of this use that follow
   * soon. Some of them are recorded with it, so that they need no flush. Rejects when the write fails.
   */
  readonly record: (use: CallUse, upcoming?: number) => Promise<void>
  /** Withdraws the calls of this use that were recorded ahead and not made. If it fails, they count for an hour. Never rejects. */
  readonly withdraw: (use: CallUse) => Promise<void>
  /** Records the current time, so that the next start knows how long the app was closed. Rejects like `record`. */
  readonly recordTime: () => Promise<void>
}

export interface LedgerPorts {
  readonly files: LogFilesPort
  readonly clock: Clock
}

/** How many calls one line records ahead at most. After a crash that many count although they were not made. */
const maxAhead = 15
/** How long a call that was recorded ahead may wait, in ms: less than the minute that `windowMs` adds to the hour. */
const aheadForMs = 20_000
/** The time of a call that was not made: out of every window. */
const neverMade = Number.MIN_SAFE_INTEGER

/** Calls that are on disk and not made yet. */
interface CallsAhead {
  readonly at: number
  readonly written: Promise<void>
  readonly numbers: number[]
}

function useKey(lane: string, purpose: string): string {
  return `${lane} ${purpose}`
}

interface Generation {
  readonly fileName: string
  readonly sequence: number
  readonly log: AppendLog<LedgerLine>
}

/**
 * Opens the ledger of this name (letters, digits, `-`) and compacts it: calls of the window before its last line move to a
 * new file in one line, then the old file is removed. A crash in between leaves both files, and each call counts once by its
 * number. A damaged file, or one of another version, counts as far as it can be read.
 */
export async function openLedger(ports: LedgerPorts, name: string): Promise<Ledger> {
  const old = await openGenerations(ports.files, name)
  const lines = old.flatMap(({ log }) => log.entries)
  const calls = [...new Map(lines.flatMap((line) => line.calls).map((call) => [call.n, call])).values()]
  const last = lastAnchor(lines)
  const clock = startLedgerClock(ports.clock, last)
  // Relative to the last line, because the wall clock may be wrong.
  const earlier = calls
    .filter((call) => last !== null && call.at > last.at - windowMs)
    .sort((one, other) => one.at - other.at)
  const next = await openGeneration(
    ports.files,
    name,
    Math.max(0, ...old.map(({ sequence }) => sequence)) + 1,
  )
  const writer = createWriter(next.log, clock, nextCallNumber(calls))
  if (last !== null) await moveTo(next.log, { ...last, calls: earlier }, { files: ports.files, old })
  return { clock, earlierCalls: earlier, ...writer }
}

/** If the write fails, the old files stay, and the next call reports the failure. */
async function moveTo(
  log: AppendLog<LedgerLine>,
  line: LedgerLine,
  from: { readonly files: LogFilesPort; readonly old: readonly Generation[] },
): Promise<void> {
  // Keep a file of another version: nothing in it was read.
  const readable = from.old.filter(({ log: { entries, isReadOnly } }) => !isReadOnly || entries.length > 0)
  await log.append(line).then(
    () => Promise.allSettled(readable.map(({ fileName }) => from.files.remove(fileName))),
    () => undefined,
  )
}

function createWriter(
  log: AppendLog<LedgerLine>,
  clock: LedgerClock,
  firstNumber: number,
): Pick<Ledger, 'record' | 'withdraw' | 'recordTime'> {
  let nextNumber = firstNumber
  let pendingCalls: LedgerCall[] = []
  const writes = new SerialQueue()
  const aheadByUse = new Map<string, CallsAhead>()
  let nextWrite: Promise<void> | null = null

  async function write(): Promise<void> {
    const calls = pendingCalls
    pendingCalls = []
    nextWrite = null
    await log.append({ ...clock.anchor(), calls })
  }

  /** Calls that arrive during a flush are collected in the next line. */
  function flush(): Promise<void> {
    nextWrite ??= writes.run(write)
    return nextWrite
  }

  /** The numbers of this call and of those to record ahead. Numbers of an old line are recorded again with the current time. */
  function takeNumbers(count: number, old: CallsAhead | undefined): number[] {
    const numbers = [...(old?.numbers ?? [])]
    for (; numbers.length < count; nextNumber += 1) numbers.push(nextNumber)
    return numbers
  }

  return {
    record({ priority: lane, purpose }, upcoming = 0) {
      const key = useKey(lane, purpose)
      const at = clock.now()
      const ahead = aheadByUse.get(key)
      if (ahead !== undefined && at - ahead.at < aheadForMs && ahead.numbers.pop() !== undefined)
        return ahead.written
      const numbers = takeNumbers(1 + Math.min(upcoming, maxAhead), ahead)
      pendingCalls.push(...numbers.map((n) => ({ n, at, lane, purpose })))
      const written = flush()
      const next = { at, written, numbers: numbers.slice(1) }
      aheadByUse.set(key, next)
      // What is not on disk was not recorded ahead.
      written.catch(() => next.numbers.splice(0))
      return written
    },
    async withdraw({ priority: lane, purpose }) {
      const numbers = aheadByUse.get(useKey(lane, purpose))?.numbers.splice(0) ?? []
      if (numbers.length === 0) return
      pendingCalls.push(...numbers.map((n) => ({ n, at: neverMade, lane, purpose })))
      await flush().catch(() => undefined)
    },
    recordTime: flush,
  }
}

async function openGenerations(files: LogFilesPort, name: string): Promise<Generation[]> {
  const sequences = (await files.list()).flatMap((fileName) => sequenceOf(fileName, name))
  return Promise.all(sequences.map((sequence) => openGeneration(files, name, sequence)))
}

async function openGeneration(files: LogFilesPort, name: string, sequence: number): Promise<Generation> {
  const fileName = `${name}.${sequence}.log`
  const log = await openAppendLog({
    files,
    fileName,
    kind: ledgerKind,
    version: ledgerVersion,
    schema: ledgerLineSchema,
  })
  return { fileName, sequence, log }
}

function sequenceOf(fileName: string, name: string): number[] {
  const match = /^(.+)\.(\d{1,15})\.log$/.exec(fileName)
  return match?.[1] === name ? [Number(match[2])] : []
}

function lastAnchor(lines: readonly LedgerLine[]): Anchor | null {
  return lines.reduce<Anchor | null>((last, { at, wall, server }) => {
    return last === null || at >= last.at ? { at, wall, server } : last
  }, null)
}

function nextCallNumber(calls: readonly LedgerCall[]): number {
  return calls.reduce((highest, call) => Math.max(highest, call.n), 0) + 1
}
