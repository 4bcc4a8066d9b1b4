import { matchesCall, type CallMatch, type CallRecord } from '../call-log'
import type { Fault } from './fault'

/**
 * Selects among the matching calls. The first hit is the `nth` call (default: the first, or the `every`-th if `every` is
 * set), then each `every`-th, up to `times` hits (default: one if only `nth` is set, otherwise unlimited).
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
  /** Returns a function that removes the rule. */
  add(rule: FaultRule): () => void
  /** Removes all rules and releases all held calls. */
  clear(): void
  /** Resolves when the next matching call arrives, before it is handled. */
  waitFor(match: CallMatch): Promise<CallRecord>
  /** Holds matching calls before they are handled; the returned function releases them. */
  hold(match: CallMatch): () => void
}

/** The server's side of the plan. */
export interface ArrivalPlan {
  /** The faults for this call, in the order of their rules. Advances the counters, so call it once for each call. */
  arrive(call: CallRecord): readonly Fault[]
  /** Resolves once no hold matches the call. */
  released(call: CallRecord): Promise<void>
}

interface RuleCounter {
  readonly rule: FaultRule
  seen: number
  fired: number
}

const authPath = /^\/api\/auth\//i

function matchesRule(entry: RuleCounter, call: CallRecord): boolean {
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
  readonly released: Promise<void>
  readonly release: () => void
}

function createGate(match: CallMatch): Gate {
  let release: () => void = () => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  return { match, released, release }
}

export function createFaultPlan(): FaultPlan & ArrivalPlan {
  const rules = new Set<RuleCounter>()
  const gates = new Set<Gate>()
  const waiters = new Set<{ match: CallMatch; resolve: (call: CallRecord) => void }>()
  const release = (gate: Gate) => {
    gates.delete(gate)
    gate.release()
  }
  return {
    add(rule) {
      const entry = { rule, seen: 0, fired: 0 }
      rules.add(entry)
      return () => void rules.delete(entry)
    },
    clear() {
      rules.clear()
      for (const gate of [...gates]) release(gate)
    },
    waitFor: (match) => new Promise((resolve) => waiters.add({ match, resolve })),
    hold(match) {
      const gate = createGate(match)
      gates.add(gate)
      return () => release(gate)
    },
    arrive(call) {
      for (const waiter of [...waiters]) {
        if (!matchesCall(call, waiter.match)) continue
        waiters.delete(waiter)
        waiter.resolve(call)
      }
      return [...rules].filter((entry) => matchesRule(entry, call)).map((entry) => entry.rule.fault)
    },
    async released(call) {
      for (const gate of [...gates]) if (matchesCall(call, gate.match)) await gate.released
    },
  }
}
