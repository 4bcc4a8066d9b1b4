import { matchesCall, type CallMatch, type CallRecord } from '../call-log'
import type { Fault } from './fault'

/**
 * Which of the matching calls: from the `nth` on (default the first; with `every` the `every`-th), each `every`-th,
 * at most `times` (default: one for a plain `nth`, else no end).
 */
export interface FaultMatch extends CallMatch {
  readonly nth?: number
  readonly every?: number
  readonly times?: number
}

export interface FaultRule {
  readonly match: FaultMatch
  readonly fault: Fault
}

export interface FaultPlan {
  /** Returns what takes the rule out again. */
  add(rule: FaultRule): () => void
  /** All rules out, all held calls on. */
  clear(): void
  /** Resolves when such a call arrives, from now on, before its work. */
  waitFor(match: CallMatch): Promise<CallRecord>
  /** Keeps such calls waiting, before their work, until the function that it returns is called. */
  hold(match: CallMatch): () => void
}

/** What the server itself asks of the plan. */
export interface ArrivalPlan {
  /** The faults for this call, in the order of their rules. Counts: ask once for each call. */
  arrive(call: CallRecord): readonly Fault[]
  /** Resolves when nothing holds the call. */
  released(call: CallRecord): Promise<void>
}

interface Counted {
  readonly rule: FaultRule
  seen: number
  fired: number
}

const authPath = /^\/api\/auth\//i

function matchesRule(entry: Counted, call: CallRecord): boolean {
  const { match, fault } = entry.rule
  if (!matchesCall(call, match)) return false
  if (fault.kind === 'token-dies' && authPath.test(call.path)) return false
  entry.seen += 1
  const step = match.every ?? 1
  const first = match.nth ?? step
  const times = match.times ?? (match.nth !== undefined && match.every === undefined ? 1 : Infinity)
  if (entry.seen < first || (entry.seen - first) % step !== 0 || entry.fired >= times) return false
  entry.fired += 1
  return true
}

interface Gate {
  readonly match: CallMatch
  readonly over: Promise<void>
  readonly release: () => void
}

function createGate(match: CallMatch): Gate {
  let release: () => void = () => undefined
  const over = new Promise<void>((resolve) => {
    release = resolve
  })
  return { match, over, release }
}

export function createFaultPlan(): FaultPlan & ArrivalPlan {
  const rules = new Set<Counted>()
  const holds = new Set<Gate>()
  const waiting = new Set<{ match: CallMatch; resolve: (call: CallRecord) => void }>()
  const release = (hold: Gate) => {
    holds.delete(hold)
    hold.release()
  }
  return {
    add(rule) {
      const entry = { rule, seen: 0, fired: 0 }
      rules.add(entry)
      return () => void rules.delete(entry)
    },
    clear() {
      rules.clear()
      for (const hold of [...holds]) release(hold)
    },
    waitFor: (match) => new Promise((resolve) => waiting.add({ match, resolve })),
    hold(match) {
      const hold = createGate(match)
      holds.add(hold)
      return () => release(hold)
    },
    arrive(call) {
      for (const one of [...waiting]) {
        if (!matchesCall(call, one.match)) continue
        waiting.delete(one)
        one.resolve(call)
      }
      return [...rules].filter((entry) => matchesRule(entry, call)).map((entry) => entry.rule.fault)
    },
    async released(call) {
      for (const hold of [...holds]) if (matchesCall(call, hold.match)) await hold.over
    },
  }
}
